//! Dates, worked out here and not by the library.

/// Nanoseconds of a second.
pub const SECOND: i128 = 1_000_000_000;

/// RFC 3339 text of an instant in nanoseconds, so many minutes east of UTC, with so many digits of fraction: further ones
/// are zeros. Only of the years 0000 to 9999.
pub fn text(nanos: i128, east: i128, digits: usize) -> String {
    let local = nanos + east * 60 * SECOND;
    let (seconds, fraction) = (local.div_euclid(SECOND), local.rem_euclid(SECOND));
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, date) = civil(day);
    assert!((0..=9999).contains(&year), "the year {year} has no text");
    let fraction = format!("{fraction:09}000000000000");
    let fraction = if digits == 0 { String::new() } else { format!(".{}", &fraction[..digits]) };
    let offset = match east {
        0 => "Z".to_owned(),
        _ => format!("{}{:02}:{:02}", if east < 0 { '-' } else { '+' }, east.abs() / 60, east.abs() % 60),
    };
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}")
}

/// Year, month and day of so many days after 1970-01-01, counted in eras of 400 years from a first of March.
fn civil(days: i128) -> (i128, i128, i128) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i128::from(month <= 2), month, day)
}

/// The nanoseconds of RFC 3339 text, and of a leap second those of the second after it; cut off after the ninth digit.
pub fn nanos(text: &str) -> i128 {
    let number = |from: usize, to: usize| text[from..to].parse::<i128>().expect("digits stand there");
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let year_from_march = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let days = year_from_march * 365 + year_from_march.div_euclid(4) - year_from_march.div_euclid(100)
        + year_from_march.div_euclid(400)
        + day_of_year
        - 719_468;
    let rest = &text[19..];
    let digits: String = rest.strip_prefix('.').unwrap_or("").chars().take_while(char::is_ascii_digit).collect();
    let zone = rest.trim_start_matches(|character: char| character == '.' || character.is_ascii_digit());
    let east = match zone {
        "Z" | "z" => 0,
        _ => {
            let minutes: i128 = zone[1..3].parse::<i128>().unwrap() * 60 + zone[4..6].parse::<i128>().unwrap();
            if zone.starts_with('-') { -minutes } else { minutes }
        }
    };
    let second = number(17, 19);
    let fraction: String = digits.chars().chain("000000000".chars()).take(9).collect();
    let fraction: i128 = if second == 60 { 0 } else { fraction.parse().unwrap() };
    let seconds = days * 86_400 + number(11, 13) * 3600 + number(14, 16) * 60 + second - east * 60;
    seconds * SECOND + fraction
}

#[test]
fn dates_are_right() {
    for (instant, east, digits, expected) in [
        (0, 0, 0, "1970-01-01T00:00:00Z"),
        (-1, 0, 9, "1969-12-31T23:59:59.999999999Z"),
        (1_709_204_400 * SECOND, 60, 3, "2024-02-29T12:00:00.000+01:00"),
        (1_709_204_400 * SECOND, -150, 0, "2024-02-29T08:30:00-02:30"),
        (-62_167_219_200 * SECOND, 0, 0, "0000-01-01T00:00:00Z"),
        (253_402_300_799 * SECOND, 0, 0, "9999-12-31T23:59:59Z"),
    ] {
        assert_eq!(text(instant, east, digits), expected);
        assert_eq!(nanos(expected), instant);
    }
    assert_eq!(nanos("2016-12-31T23:59:60.5Z"), 1_483_228_800 * SECOND);
}
