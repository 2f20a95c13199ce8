//! Bars on a logarithmic scale: a group of bars a row, which lead from 1 to their ratio.

use crate::{
    number::short,
    svg::{Axis, COLOURS, Svg, power},
};

/// A plot of bars.
#[derive(Debug)]
pub struct Bars {
    /// What is shown, and in which unit.
    pub title: String,
    /// What the bars of each row are called.
    pub series: Vec<String>,
    /// What a row is called, and its bars; one can be missing.
    pub rows: Vec<(String, Vec<Option<f64>>)>,
}

const LEFT: f64 = 170.0;
const WIDTH: f64 = 900.0;
const BAR: f64 = 11.0;
const GAP: f64 = 9.0;

impl Bars {
    /// The plot as text.
    pub fn svg(&self) -> String {
        let top = 60.0;
        #[expect(clippy::cast_precision_loss, reason = "so many series are never shown")]
        let group = BAR * self.series.len() as f64 + GAP;
        #[expect(clippy::cast_precision_loss, reason = "so many rows are never shown")]
        let bottom = top + group * self.rows.len() as f64;
        let mut svg = Svg::new(WIDTH, bottom + 30.0);
        let values = self.rows.iter().flat_map(|(_, bars)| bars.iter().copied().flatten());
        let axis = Axis::around(values.chain([1.0]), LEFT, WIDTH - 60.0);
        svg.text([10.0, 20.0], "start", &self.title);
        self.legend(&mut svg);
        for tick in axis.ticks() {
            svg.line([axis.at(tick), top - 4.0, axis.at(tick), bottom], if is_one(tick) { "#222" } else { "#ccc" });
            svg.text([axis.at(tick), bottom + 15.0], "middle", &power(tick));
        }
        let mut y = top;
        for (name, bars) in &self.rows {
            svg.text([LEFT - 8.0, y + (group - GAP) / 2.0 + 4.0], "end", name);
            let mut bar = y;
            for (value, colour) in bars.iter().zip(COLOURS) {
                if let Some(value) = value {
                    let (one, end) = (axis.at(1.0), axis.at(*value));
                    svg.rect([one.min(end), bar, (end - one).abs().max(1.0), BAR - 1.0], colour);
                    svg.text([one.max(end) + 3.0, bar + BAR - 0.5], "start", &short(*value));
                }
                bar += BAR;
            }
            y += group;
        }
        svg.finish()
    }

    fn legend(&self, svg: &mut Svg) {
        let mut x = LEFT;
        for (name, colour) in self.series.iter().zip(COLOURS) {
            svg.rect([x, 31.0, 10.0, 10.0], colour);
            svg.text([x + 14.0, 40.0], "start", name);
            #[expect(clippy::cast_precision_loss, reason = "a name is short")]
            let letters = name.len() as f64;
            x += 30.0 + 6.6 * letters;
        }
    }
}

fn is_one(tick: f64) -> bool {
    (tick - 1.0).abs() < 1e-9
}
