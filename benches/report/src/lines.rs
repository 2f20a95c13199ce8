//! Lines over two logarithmic axes: how a cost grows.

use crate::svg::{Axis, COLOURS, Svg, power};

/// A plot of lines.
#[derive(Debug)]
pub struct Lines {
    /// What is shown.
    pub title: String,
    /// What grows to the right.
    pub across: String,
    /// What grows upwards.
    pub up: String,
    /// The lines.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// What the legend calls it.
    pub name: String,
    /// Its points, to the right and upwards.
    pub points: Vec<(f64, f64)>,
}

impl Line {
    /// The exponent: the slope between logarithms, by least squares over the upper half of the points, where what is
    /// constant no longer counts. Nothing, if there are fewer than two of them.
    pub fn exponent(&self) -> Option<f64> {
        let upper = &self.points[self.points.len() / 2..];
        let upper = if upper.len() < 3 { &self.points[self.points.len().saturating_sub(3)..] } else { upper };
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let count = upper.len() as f64;
        let logs = || upper.iter().map(|(x, y)| (x.ln(), y.ln()));
        let (mean_x, mean_y) =
            (logs().map(|(x, _)| x).sum::<f64>() / count, logs().map(|(_, y)| y).sum::<f64>() / count);
        let along: f64 = logs().map(|(x, _)| (x - mean_x).powi(2)).sum();
        let both: f64 = logs().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
        (upper.len() > 1 && along > 0.0).then(|| both / along)
    }
}

impl Lines {
    /// The plot as text.
    pub fn svg(&self) -> String {
        let (left, right, top, bottom) = (70.0, 620.0, 40.0, 380.0);
        let mut svg = Svg::new(900.0, 430.0);
        let points = || self.lines.iter().flat_map(|line| line.points.iter().copied());
        let across = Axis::around(points().map(|(x, _)| x), left, right);
        let up = Axis::around(points().map(|(_, y)| y), bottom, top);
        svg.text([10.0, 20.0], "start", &self.title);
        for tick in across.ticks() {
            svg.line([across.at(tick), top, across.at(tick), bottom], "#ccc");
            svg.text([across.at(tick), bottom + 16.0], "middle", &power(tick));
        }
        for tick in up.ticks() {
            svg.line([left, up.at(tick), right, up.at(tick)], "#ccc");
            svg.text([left - 5.0, up.at(tick) + 4.0], "end", &power(tick));
        }
        svg.text([left.midpoint(right), bottom + 36.0], "middle", &self.across);
        svg.text([left, top - 6.0], "start", &self.up);
        let mut y = top + 10.0;
        for (line, colour) in self.lines.iter().zip(COLOURS) {
            for pair in line.points.windows(2) {
                let [from, to] = [pair[0], pair[1]].map(|(x, y)| (across.at(x), up.at(y)));
                svg.line([from.0, from.1, to.0, to.1], colour);
            }
            for (x, y) in &line.points {
                svg.dot([across.at(*x), up.at(*y)], colour);
            }
            svg.rect([right + 15.0, y - 10.0, 10.0, 10.0], colour);
            svg.text([right + 30.0, y], "start", &line.name);
            y += 18.0;
        }
        svg.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn the_exponent_of_a_square_is_two() {
        let points = [1.0, 10.0, 100.0, 1000.0].map(|x| (x, 3.0 * x * x)).to_vec();
        let exponent = Line { name: String::new(), points }.exponent();
        assert!(exponent.is_some_and(|exponent| (exponent - 2.0).abs() < 1e-9));
        assert_eq!(Line { name: String::new(), points: vec![(1.0, 1.0)] }.exponent(), None);
    }
}
