//! Descriptions: Markdown in, harmless HTML out.

use std::{collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The HTML of a partner's Markdown. Nothing in it runs, loads or styles anything: no scripts, styles,
/// frames, forms or pictures; links lead out with `nofollow` and tell their target nothing.
pub(super) fn html(markdown: &str) -> String {
    let mut written = String::with_capacity(markdown.len() * 3 / 2);
    let top = headings(markdown).min().unwrap_or(HeadingLevel::H1);
    let events = Parser::new_ext(markdown, OPTIONS).map(|event| below_the_page_title(event, top));
    html::push_html(&mut written, events);
    SANITISER.clean(&written).to_string()
}

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

fn headings(markdown: &str) -> impl Iterator<Item = HeadingLevel> {
    Parser::new_ext(markdown, OPTIONS).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level),
        _ => None,
    })
}

/// The page has its own `h1`, and the description stands under an `h2`: its topmost headings, whatever
/// their level, become `h3`.
fn below_the_page_title(event: Event<'_>, top: HeadingLevel) -> Event<'_> {
    match event {
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: lower(level, top),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level, top))),
        other => other,
    }
}

const fn lower(level: HeadingLevel, top: HeadingLevel) -> HeadingLevel {
    match (level as usize).saturating_sub(top as usize) {
        0 => HeadingLevel::H3,
        1 => HeadingLevel::H4,
        2 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// What Markdown makes, and nothing besides.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags: HashSet<&str> = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
    .into();
    let mut builder = Builder::default();
    builder
        .tags(tags)
        .tag_attributes([("a", ["href", "title"].into()), ("ol", ["start"].into())].into())
        .generic_attributes(HashSet::new())
        .url_schemes(["http", "https", "mailto"].into())
        // A relative address would be one of ours, with a partner's words on it.
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow noopener noreferrer ugc"));
    builder
});

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &str) {
        assert_eq!(html(markdown).trim(), expected, "{markdown}");
    }

    #[test]
    fn markdown_becomes_html_below_the_page_title() {
        check(
            "# Why\n\nBecause *it* **works**.",
            "<h3>Why</h3>\n<p>Because <em>it</em> <strong>works</strong>.</p>",
        );
        check(
            "[site](https://x.example)",
            r#"<p><a href="https://x.example" rel="nofollow noopener noreferrer ugc">site</a></p>"#,
        );
        check(
            "|a|\n|-|\n|b|",
            "<table><thead><tr><th>a</th></tr></thead><tbody>\n<tr><td>b</td></tr>\n</tbody></table>",
        );
    }

    #[test]
    fn nothing_executes_loads_or_poses_as_us() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![x](https://evil.example/pixel.png)",
            "[x](javascript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:alert)",
            "<a href=\"java\nscript:alert(1)\">x</a>",
            "<svg onload=alert(1)><script>1</script></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<iframe src=//evil.example></iframe><object data=x></object><embed src=x>",
            "<style>*{display:none}</style><p style=\"position:fixed\" class=\"banner\" id=\"x\">y</p>",
            "<form action=/login><input name=password></form>",
            "<base href=//evil.example><meta http-equiv=refresh content=0>",
            "[login](/account/login)",
            "[login](//evil.example)",
        ] {
            let html = html(hostile).to_lowercase();
            for banned in [
                "<script",
                "<img",
                "<svg",
                "<iframe",
                "<object",
                "<embed",
                "<style",
                "<form",
                "<input",
                "<base",
                "<meta",
                "onerror",
                "onload",
                "style=",
                "class=",
                "id=",
                "href=\"javascript",
                "href=\"data",
                "href=\"vbscript",
                "href=\"/",
                "src=\"",
            ] {
                assert!(
                    !html.contains(banned) || html.contains(&format!("&lt;{}", &banned[1..])),
                    "{hostile} → {html}"
                );
            }
        }
    }
}
