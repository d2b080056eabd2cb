//! How cells look.

use carekpi_report::workbook::{ColumnKind, Tone};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const SOFT: Color = Color::RGB(0x59_5959);
const LINE: Color = Color::RGB(0x8E_A4_B8);

/// The first line of a sheet.
pub(crate) fn heading() -> Format {
    Format::new().set_bold().set_font_size(14)
}

/// The other lines above a table.
pub(crate) fn note() -> Format {
    Format::new().set_font_color(SOFT)
}

/// The title of a column.
pub(crate) fn header(kind: ColumnKind, indented: bool) -> Format {
    let format = match kind {
        ColumnKind::Text | ColumnKind::Paragraph => aligned(kind, indented),
        // Beside the button of the filter, which is at the right.
        ColumnKind::Number | ColumnKind::Date => aligned(kind, indented).set_indent(2),
    };
    format
        .set_bold()
        .set_text_wrap()
        .set_background_color(Color::RGB(0xE4_EC_F3))
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(LINE)
}

fn aligned(kind: ColumnKind, indented: bool) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    match kind {
        ColumnKind::Text | ColumnKind::Paragraph if indented => format.set_align(FormatAlign::Left).set_indent(1),
        ColumnKind::Text | ColumnKind::Paragraph => format.set_align(FormatAlign::Left),
        ColumnKind::Number | ColumnKind::Date => format.set_align(FormatAlign::Right),
    }
}

/// The formats of the cells of a column.
pub(crate) struct ColumnFormats {
    pub(crate) text: Format,
    /// A text that would be taken for a formula if it was typed. It remains a text when a person edits the cell.
    pub(crate) quoted: Format,
    pub(crate) whole: Format,
    pub(crate) decimal: Format,
    pub(crate) percentage: Format,
    pub(crate) change: Format,
    pub(crate) date: Format,
}

impl ColumnFormats {
    pub(crate) fn of(kind: ColumnKind, indented: bool) -> Self {
        let plain = aligned(kind, indented);
        let plain = if kind == ColumnKind::Paragraph { plain.set_text_wrap() } else { plain };
        let number = |format: &str| plain.clone().set_num_format(format);
        Self {
            quoted: plain.clone().set_quote_prefix(),
            whole: number("#,##0"),
            decimal: number("#,##0.0"),
            change: number("+#,##0.0;-#,##0.0;0.0"),
            percentage: number("0.0%"),
            date: number("dd/mm/yyyy"),
            text: plain,
        }
    }
}

/// The colours of a highlight: dark on light, so that they can be read in print and by those who see no colour.
pub(crate) fn highlight(tone: Tone) -> Format {
    let (letters, ground) = match tone {
        Tone::Good => (0x00_57_2B, 0xD5_EF_DF),
        Tone::Caution => (0x7A_4B_00, 0xFF_EC_C2),
        Tone::Bad => (0x9C_00_12, 0xFB_D9_DC),
        Tone::Notable => (0x1F_3F_77, 0xDB_E7_F8),
    };
    Format::new().set_font_color(Color::RGB(letters)).set_background_color(Color::RGB(ground))
}
