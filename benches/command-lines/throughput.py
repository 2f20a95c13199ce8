"""Times command lines that judge many documents: throughput.py RIVALS FOLDER [--mb 200] [--rounds 5] [--only NAME;…] [--faults]

RIVALS is the folder of install.sh; FOLDER takes what is made. Formwork is target/release/formwork. Who reads NDJSON gets it; who does
not gets the same documents as one array, judged by `{"type": "array", "items": <the schema>}`, so that it starts once: nobody is made to
read a file a document. Making the array is not timed. Programs run one by one, all of them in each round, each round in another order.
Every run has to end with the right verdict.
"""

import argparse
import json
import os
import pathlib
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time

import sessions

ROOT = pathlib.Path(__file__).resolve().parents[2]


def write_array(lines, array):
    with open(lines, "rb") as source, open(array, "wb") as target:
        for number, line in enumerate(source):
            target.write((b",\n" if number else b"[\n") + line.rstrip(b"\n"))
        target.write(b"\n]\n")


def write_list_schema(schema, path):
    """The schema of the array, which has the definitions of the other one."""
    whole = json.loads(schema.read_text())
    definitions = whole.pop("$defs")
    dialect = whole.pop("$schema")
    path.write_text(json.dumps({"$schema": dialect, "type": "array", "items": whole, "$defs": definitions}))


def commands(rivals, name):
    """The commands, by the names of their programs; they run in the folder that the documents are in."""
    node, array = rivals / "node/node_modules/.bin", ["list.schema.json", f"{name}.json"]
    schema, lines = "session.schema.json", f"{name}.jsonl"
    # The program itself, without the script in Node that starts it.
    native = rivals / "node/node_modules/@sourcemeta/jsonschema/build/github-releases/jsonschema-linux-x86_64"
    native = native if platform.machine() == "x86_64" and sys.platform == "linux" else node / "jsonschema"
    options = ["--spec=draft2020", "--strict=false", "-c", "ajv-formats", "--all-errors"]
    ours = [ROOT / "target/release/formwork", "validate", "--schema", schema]
    return {
        "Formwork": [*ours, lines],
        "Formwork, -j 1": [*ours, "-j", "1", lines],
        "Formwork, concise": [*ours, "--format", "concise", lines],
        "sourcemeta": [native, "validate", "-F", "--continue", schema, lines],
        "sourcemeta, --fast": [native, "validate", "-F", "--fast", "--continue", schema, lines],
        "jsonschema-cli": [rivals / "cargo/bin/jsonschema-cli", "validate", array[0], "-i", array[1], "--assert-format"],
        "ajv-cli": [node / "ajv", "validate", *options, "-s", array[0], "-d", array[1]],
        "@jirutka/ajv-cli": [rivals / "jirutka/node_modules/.bin/ajv", "validate", *options, "-s", array[0], array[1]],
        "v8r": [node / "v8r", "--schema", array[0], array[1]],
        "check-jsonschema": [rivals / "python/bin/check-jsonschema", "--schemafile", *array],
    }


def run(command, folder):
    """Wall and processor seconds, the most memory in bytes, and the exit code. Output goes to a file and is thrown away."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        output.seek(max(0, output.seek(0, os.SEEK_END) - 300))
        last = output.read().decode(errors="replace")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(status), last


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rivals", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--mb", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="names with semicolons between")
    parser.add_argument("--faults", action="store_true", help="spoil a line in 1000")
    parser.add_argument("--tell", action="store_true", help="show how each output ends")
    arguments = parser.parse_args()
    rivals, folder = arguments.rivals.resolve(), arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{'faults' if arguments.faults else 'valid'}-{arguments.mb}"
    schema = folder / "session.schema.json"
    schema.write_bytes((ROOT / "docs/guide/example/session.schema.json").read_bytes())
    write_list_schema(schema, folder / "list.schema.json")
    lines = folder / f"{name}.jsonl"
    count, invalid = sessions.write(lines, arguments.mb * 10**6, arguments.faults)
    write_array(lines, folder / f"{name}.json")
    size = lines.stat().st_size
    print(f"{size / 1e6:.0f} MB, {count} documents, {invalid} of them not valid; {os.cpu_count()} processors", flush=True)

    wanted = [part for part in arguments.only.split(";") if part]
    chosen = {name: command for name, command in commands(rivals, name).items() if not wanted or name in wanted}
    for missing in [name for name, command in chosen.items() if not command[0].exists()]:
        print(f"{missing} is not there: {chosen.pop(missing)[0]}", file=sys.stderr)
    # Whatever is judged is in the file cache before the first run. It is read in pieces: a program's most memory is at least that of
    # whoever starts it.
    for path in (lines, folder / f"{name}.json"):
        with open(path, "rb") as file:
            while file.read(1 << 16):
                pass
    taken = {name: [] for name in chosen}
    for _ in range(arguments.rounds):
        for name in random.sample(list(chosen), len(chosen)):
            *figures, code, last = run(chosen[name], folder)
            if (code == 0) != (invalid == 0):
                print(f"{name} ends with {code}: {last}", file=sys.stderr)
                continue
            if arguments.tell:
                print(f"{name}, {code}: …{last}\n", flush=True)
            taken[name].append(figures)
    print("| | wall, s | MB/s | processor, s | memory, MB | runs |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, figures in sorted(taken.items(), key=lambda entry: statistics.median([run[0] for run in entry[1]] or [1e9])):
        if not figures:
            print(f"| {name} | failed | | | | |")
            continue
        wall, processor, memory = (statistics.median(column) for column in zip(*figures))
        print(f"| {name} | {wall:.2f} | {size / wall / 1e6:.0f} | {processor:.2f} | {memory / 1e6:.0f} | {len(figures)} |")


if __name__ == "__main__":
    main()
