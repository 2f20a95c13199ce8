"""Sessions for throughput.py: writes lines that docs/guide/example/session.schema.json accepts, but for one in 1000 on demand."""

import json
import random

NAMES = ["ada", "grace", "edsger", "barbara", "donald", "radia", "leslie", "frances", "søren", "玲"]
ROLES = ["viewer", "editor", "owner", "billing", "support", "auditor"]


def instant(random, after):
    """A date-time, with or without fractions and an offset."""
    day, second = divmod(after + random.randrange(86400), 86400)
    year, month, day = 2024 + day // 336, 1 + day // 28 % 12, 1 + day % 28
    fraction = random.choice(["", "", ".5", ".123", ".123456"])
    zone = random.choice(["Z", "Z", "+02:00", "-07:30"])
    return f"{year}-{month:02}-{day:02}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{fraction}{zone}"


def session(random):
    """A session with most of what the schema allows."""
    issued = random.randrange(4 * 336) * 86400
    name = random.choice(NAMES)
    mail = f"{name if name.isascii() else 'user'}.{random.randrange(10**6)}@mail.example.com"
    bits = f"{random.getrandbits(128):032x}"
    made = {"sessionId": f"{bits[:8]}-{bits[8:12]}-4{bits[13:16]}-a{bits[17:20]}-{bits[20:]}"}
    made["user"] = {"id": random.randrange(1, 10**9), "email": mail, "displayName": name.title() + " " + "x" * random.randrange(20)}
    if random.random() < 0.8:
        made["user"]["roles"] = random.sample(ROLES, random.randrange(4))
    if random.random() < 0.5:
        made["auth"] = {"kind": "oauth", "provider": random.choice(["github", "google"])}
    else:
        made["auth"] = {"kind": "password", "lastChanged": instant(random, issued)}
    if random.random() < 0.7:
        made["sessionKind"] = random.choice(["browser", "device"])
    made["issuedAt"] = instant(random, issued)
    made["expiresAt"] = instant(random, issued + 7 * 86400)
    if random.random() < 0.6:
        made["ttlSeconds"] = random.randrange(1, 86401)
    if random.random() < 0.7:
        made["scopes"] = random.sample(["read", "write", "admin"], random.randrange(4))
    made["token"] = "".join(random.choices("ABCDEFGHIJKLMNOPabcdefghijklmnop0123456789-_", k=random.randrange(20, 200)))
    return made


def spoil(random, made):
    """Puts one fault into it."""
    fault = random.randrange(6)
    if fault == 0:
        del made["expiresAt"]
    elif fault == 1:
        made["ttlSeconds"] = 0
    elif fault == 2:
        made["auth"] = {"kind": "oauth", "provider": "gihub"}
    elif fault == 3:
        made["sesionKind"] = "browser"
    elif fault == 4:
        made["user"]["id"] = "7"
    else:
        made["token"] = "short"


def write(path, size, faults):
    """Writes about so many bytes; how many lines there are, and how many of them are not valid."""
    chance, lines, invalid, written = random.Random(20261121), 0, 0, 0
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        while written < size:
            made = session(chance)
            if faults and lines % 1000 == 999:
                spoil(chance, made)
                invalid += 1
            line = json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"
            written += len(line.encode())
            lines += 1
            file.write(line)
    return lines, invalid
