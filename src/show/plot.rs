//! Plots as SVG that stands in a page.

use plotters::prelude::*;

use super::one_line;

const WIDTH: u32 = 760;
/// Series after the last colour begin with the first again.
const COLOURS: [RGBColor; 6] = [
    RGBColor(0x1f, 0x7a, 0x8c),
    RGBColor(0xd9, 0x7b, 0x29),
    RGBColor(0x7a, 0x5c, 0xa8),
    RGBColor(0x4f, 0x8f, 0x4a),
    RGBColor(0xb8, 0x42, 0x4f),
    RGBColor(0x6b, 0x72, 0x80),
];
/// Text and axes; a page may put its own colour in their place.
const INK: RGBColor = RGBColor(1, 2, 3);
const INK_IN_SVG: &str = "#010203";

/// A name and a value for each label.
pub(super) type Series = (String, Vec<f64>);

/// Bars that stand on each other, a label below each; empty where nothing
/// can be drawn.
pub(super) fn bars(labels: &[String], series: &[Series]) -> String {
    let count = labels.len();
    let sum = |at: usize| series.iter().map(|(_, values)| values[at]).sum::<f64>();
    let most = (0..count).map(sum).fold(0.0, f64::max);
    if most <= 0.0 {
        return String::new();
    }
    let mut svg = String::new();
    let drawn = draw_bars(&mut svg, labels, series, most * 1.08);
    finished(svg, drawn)
}

type Drawn = Result<(), Box<dyn std::error::Error>>;

fn draw_bars(svg: &mut String, labels: &[String], series: &[Series], most: f64) -> Drawn {
    let root = SVGBackend::with_string(svg, (WIDTH, 260)).into_drawing_area();
    let last = labels.len() as f64 - 0.5;
    let mut chart = ChartBuilder::on(&root)
        .margin(10)
        .x_label_area_size(28)
        .y_label_area_size(58)
        .build_cartesian_2d(-0.5..last, 0.0..most)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(INK.mix(0.15))
        .light_line_style(TRANSPARENT)
        .axis_style(INK.mix(0.5))
        .x_labels(labels.len().clamp(2, 12))
        .y_labels(5)
        .x_label_formatter(&|at| label(labels, *at))
        .y_label_formatter(&|value| match value.fract() == 0.0 {
            true => format!("{value:.0}"),
            false => format!("{value:.2}"),
        })
        .label_style(("sans-serif", 12).into_font().color(&INK))
        .draw()?;
    let mut below = vec![0.0; labels.len()];
    for (number, (_, values)) in series.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let boxes = values.iter().zip(&mut below).enumerate();
        chart.draw_series(boxes.map(|(at, (value, below))| {
            let (at, low) = (at as f64, *below);
            *below += value;
            Rectangle::new([(at - 0.4, low), (at + 0.4, *below)], colour.filled())
        }))?;
    }
    root.present()?;
    Ok(())
}

/// Bars that lie, a name before each; empty where nothing can be drawn.
pub(super) fn ranks(rows: &[(&str, u64)]) -> String {
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if most == 0 {
        return String::new();
    }
    let mut svg = String::new();
    let drawn = draw_ranks(&mut svg, rows, most as f64);
    finished(svg, drawn)
}

fn draw_ranks(svg: &mut String, rows: &[(&str, u64)], most: f64) -> Drawn {
    let height = 24 * u32::try_from(rows.len())? + 16;
    let root = SVGBackend::with_string(svg, (WIDTH, height)).into_drawing_area();
    let (names, bars) = (200.0, f64::from(WIDTH) - 270.0);
    let style = ("sans-serif", 13).into_font().color(&INK);
    for (at, (name, count)) in rows.iter().enumerate() {
        let top = 8 + 24 * i32::try_from(at)?;
        let end = names + bars * (*count as f64 / most).max(0.004);
        let (start, end) = (names as i32, end as i32);
        let bar = Rectangle::new([(start, top), (end, top + 16)], COLOURS[0].filled());
        root.draw(&bar)?;
        let name: String = one_line(name).chars().take(28).collect();
        root.draw(&Text::new(name, (4, top + 2), style.clone()))?;
        root.draw(&Text::new(
            count.to_string(),
            (end + 6, top + 2),
            style.clone(),
        ))?;
    }
    root.present()?;
    Ok(())
}

/// The label of the bar in the middle of which the axis has a mark.
fn label(labels: &[String], at: f64) -> String {
    let is_bar = at.fract().abs() < 1e-9 && at >= 0.0;
    let label = is_bar.then(|| labels.get(at as usize)).flatten();
    label.cloned().unwrap_or_default()
}

/// In the page's own colour, and without a declaration of its own.
fn finished(svg: String, drawn: Drawn) -> String {
    match drawn {
        Ok(()) => svg.replace(INK_IN_SVG, "currentColor"),
        Err(_) => String::new(),
    }
}

/// The colour of a series, for its legend.
pub(super) fn swatch(number: usize) -> String {
    let RGBColor(red, green, blue) = COLOURS[number % COLOURS.len()];
    format!(
        "<svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect width=\"12\" height=\"12\" fill=\"#{red:02x}{green:02x}{blue:02x}\"/></svg>"
    )
}
