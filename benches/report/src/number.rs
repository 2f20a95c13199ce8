//! Numbers for people.

/// Three digits that count, not more.
pub fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 99.95 => format!("{value:.0}"),
        size if size >= 9.995 => format!("{value:.1}"),
        size if size >= 0.0995 || size == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

/// The mean of ratios; nothing of nothing.
pub fn geometric_mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.into_iter().fold((0.0, 0), |(sum, count), value| (sum + value.ln(), count + 1));
    (count > 0).then(|| (sum / f64::from(count)).exp())
}

#[cfg(test)]
mod tests {
    use super::{geometric_mean, short};

    #[test]
    fn three_digits() {
        assert_eq!(
            [0.012_34, 0.123_4, 1.234, 12.34, 123.4, 1234.5].map(short),
            ["0.012", "0.12", "1.23", "12.3", "123", "1234"]
        );
    }

    #[test]
    fn the_mean_of_ratios() {
        assert_eq!(geometric_mean([]), None);
        assert!(geometric_mean([0.5, 2.0]).is_some_and(|mean| (mean - 1.0).abs() < 1e-9));
    }
}
