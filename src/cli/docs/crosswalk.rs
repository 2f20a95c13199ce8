//! Where the other vendors keep what a session of one of them holds.

use std::fmt::Write as _;

use formwork_sessions::Session;
use formwork_sessions::dynamic::Vendor;

use super::html::{code, escape, prose};

/// The vendor whose session a schema is, by its `$id`.
pub(super) fn vendor(id: &str) -> Option<Vendor> {
    // The vendor's own schema has the vendor's own name for it.
    if id.ends_with("/supertokens-session-schema.json") {
        return Some(Vendor::Supertokens);
    }
    id.strip_prefix("urn:formwork:schemas:")?.strip_suffix(":session")?.parse().ok()
}

/// The table: a row for each slot, with the vendor's own place first.
pub(super) fn section(vendor: Vendor) -> String {
    let crosswalk = Session::explain();
    let own = crosswalk.formats.iter().position(|name| *name == vendor.name());
    let Some(own) = own else { return String::new() };
    let others: Vec<usize> = (0..crosswalk.formats.len()).filter(|at| *at != own).collect();
    let order = || std::iter::once(own).chain(others.iter().copied());
    let mut html = String::from(
        "<section aria-labelledby=\"crosswalk\"><h2 id=\"crosswalk\">Other formats</h2>\n<p>Where each format keeps the same, as \
         JSON Pointers with the conversion around them. What a format has no place for is left empty.</p>\n<div class=\"scroll\" \
         tabindex=\"0\" role=\"region\" aria-label=\"Other formats\"><table class=\"walk\"><thead><tr><th scope=\"col\">What</th>",
    );
    for format in order().filter_map(|at| crosswalk.formats.get(at)) {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escape(format));
    }
    html.push_str("</tr></thead><tbody>\n");
    for slot in crosswalk.slots {
        let _ = write!(
            html,
            "<tr><th scope=\"row\">{}<br><span class=\"quiet\">{}</span></th>",
            code(slot.name),
            prose(slot.about)
        );
        for place in order().map(|at| slot.places.get(at)) {
            let cell = match place {
                Some(place) if place.reads == place.writes && !place.reads.is_empty() => code(place.reads),
                Some(place) => {
                    let part = |word: &str, text: &str| (!text.is_empty()).then(|| format!("{word} {}", code(text)));
                    let parts = [part("reads", place.reads), part("writes", place.writes)];
                    parts.into_iter().flatten().collect::<Vec<_>>().join("<br>")
                }
                None => String::new(),
            };
            let _ = write!(html, "<td>{cell}</td>");
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div></section>\n");
    html
}
