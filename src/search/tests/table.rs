//! Query, text, found or not: the language row by row.
//!
//! Owns what words and phrases find in a text, in many scripts, and what fields find in one article.

use super::*;

/// Asks each query of a body with this text.
fn ask(rows: &[(&str, &str, bool)]) {
    for (query, text, found) in rows {
        let article = Article {
            body: Body::from_paragraphs(text.split("\n\n")),
            ..Article::default()
        };
        let read = Query::parse(query).unwrap();
        let stored = stored("x.txt", article);
        assert_eq!(
            read.accepts(&stored, &Mark::default(), &now()),
            *found,
            "{query} in {text:?}"
        );
        let asks_for_text_alone = !query.contains('-') && !query.contains("NOT");
        if *found && asks_for_text_alone {
            assert!(
                !read.matches(&stored.article).is_empty(),
                "{query} lights nothing in {text:?}"
            );
        }
    }
}

#[test]
fn words_and_phrases() {
    let text =
        "Ceasefire talks resume in Doha.\nEnvoys of both sides met.\n\nA prisoner swap is near.";
    ask(&[
        ("ceasefire", text, true),
        ("talks ceasefire", text, true),
        ("talks AND doha", text, true),
        ("talks kabul", text, false),
        ("fire", text, true),
        ("\"prisoner swap\"", text, true),
        ("\"swap prisoner\"", text, false),
        ("\"doha. envoys\"", text, true),
        ("\"met. a prisoner\"", text, false),
        ("\" swap \"", text, true),
        ("\" wap\"", text, false),
        ("-kabul", text, true),
        ("-doha", text, false),
        ("NOT kabul", text, true),
        ("NOT doha", text, false),
        ("--doha", text, true),
        ("NOT NOT doha", text, true),
        ("kabul OR doha", text, true),
        ("kabul OR herat", text, false),
        ("kabul doha OR swap", text, true),
        ("kabul (doha OR swap)", text, false),
        ("(kabul OR doha) swap", text, true),
        ("-(kabul OR herat)", text, true),
        ("-(kabul OR doha)", text, false),
        ("-kabul doha", text, true),
        ("-\"prisoner swap\"", text, false),
        ("talks-", text, false),
        ("or", text, false),
        ("Doha", text, true),
        ("DOHA", text, false),
        ("cEasefire", text, false),
        ("\"Prisoner swap\"", text, false),
        ("\"A prisoner\"", text, true),
        ("-Envoys", text, false),
        ("-ENVOYS", text, true),
        ("body:doha", text, true),
        ("title:doha", text, false),
        ("intext:doha", text, true),
        ("-title:doha", text, true),
        ("body:(doha talks)", text, true),
        ("body:(doha kabul)", text, false),
    ]);
}

#[test]
fn words_with_signs_in_them() {
    ask(&[
        (
            "http://a.example/b",
            "See http://a.example/b for more",
            true,
        ),
        ("10:30", "The 10:30 train", true),
        ("10:30", "The 10:31 train", false),
        ("/usr/bin", "in /usr/bin there", true),
        ("c++", "C++ is here", true),
        ("c#", "C# is here", true),
        ("well-known", "A well-known fact", true),
        ("re:invent", "At re:Invent", true),
        ("50%", "50% of it", true),
        ("a&b", "A&B", true),
        ("note:", "note: this", true),
        ("🚢", "A 🚢 sails", true),
        ("❤", "With ❤\u{fe0f}", true),
    ]);
}

#[test]
fn scripts_of_the_latin_alphabet() {
    ask(&[
        ("zurich", "In Zürich", true),
        ("zürich", "In Zurich", true),
        ("Zürich", "In Zurich", true),
        ("Zürich", "in zürich", false),
        ("zuerich", "In Zürich", false),
        ("strasse", "Die Straße", true),
        ("straße", "Die Strasse", true),
        ("STRASSE", "Die STRAẞE", true),
        ("STRASSE", "Die Straße", false),
        ("straße", "DIE STRASSE", true),
        ("gross", "GROẞ", true),
        ("istanbul", "İstanbul", true),
        ("İstanbul", "Istanbul", true),
        ("isik", "IŞIK ışık", true),
        ("ışık", "IŞIK", true),
        ("diyarbakir", "Diyarbakır", true),
        ("izmir", "İZMİR", true),
        ("ogretmen", "öğretmen", true),
        ("viet nam", "Việt Nam", true),
        ("\"viet nam\"", "Việt Nam", true),
        ("duong", "Đường phố", true),
        ("đường", "Duong pho", true),
        ("nguyen", "Nguyễn", true),
        ("nguyễn", "Nguyen", true),
        ("lodz", "Łódź", true),
        ("łódź", "LODZ", true),
        ("zolc", "żółć", true),
        ("wroclaw", "Wrocław", true),
        ("cafe", "cafe\u{301}", true),
        ("café", "CAFE\u{301}", true),
        ("coeur", "Au cœur", true),
        ("cœur", "coeur", true),
        ("aero", "Ærø", true),
        ("thor", "Þór", true),
        ("malmo", "Malmö", true),
        ("kobenhavn", "København", true),
        ("espana", "España", true),
        ("naive", "naïve", true),
        ("finance", "ﬁnance", true),
        ("congress", "Congreſs", true),
        ("h2o", "H₂O", true),
        ("news", "ＮＥＷＳ", true),
        ("plzen", "Plzeň", true),
        ("timisoara", "Timișoara and Timişoara", true),
    ]);
}

#[test]
fn greek_cyrillic_arabic_and_hebrew() {
    ask(&[
        ("αθηνα", "Η Αθήνα", true),
        ("αθήνα", "ΑΘΗΝΑ", true),
        ("οδυσσευς", "ΟΔΥΣΣΕΥΣ", true),
        ("οδυσσευσ", "Οδυσσεύς", true),
        ("ΟΔΥΣΣΕΥΣ", "Οδυσσεύς", false),
        ("λογος", "λόγος", true),
        ("ανθρωπος", "ἄνθρωπος", true),
        ("москва", "МОСКВА", true),
        ("еще", "ещё", true),
        ("Москва", "москва", false),
        ("киів", "Київ", true),
        ("київ", "Київ", true),
        ("محمد", "مُحَمَّد", true),
        ("مُحَمَّد", "محمد", true),
        ("كتاب", "كـــتاب", true),
        ("احمد", "أحمد", true),
        ("أحمد", "احمد", true),
        ("اسلام", "إسلام", true),
        ("القرآن", "القران", true),
        ("علي", "على", true),
        ("می‌خواهم", "میخواهم", true),
        ("ایران", "ايران", true),
        ("سلام", "كلام", false),
        ("2020", "عام ٢٠٢٠", true),
        ("٢٠٢٠", "in 2020", true),
        ("۱۳۹۹", "1399", true),
        ("٢٠٢١", "2020", false),
        ("שלום", "שָׁלוֹם", true),
        ("שָׁלוֹם", "שלום", true),
        ("צה\"ל", "צה״ל", true),
        ("צה\"ל", "צהל", false),
        ("\"בית ספר\"", "בית־ספר", false),
        ("בית-ספר", "בית־ספר", true),
        ("ירושלים", "תל אביב", false),
    ]);
}

#[test]
fn scripts_of_south_and_east_asia() {
    ask(&[
        ("हिन्दी", "यह हिन्दी है", true),
        ("हिंदी", "यह हिन्दी है", false),
        ("हनद", "यह हिन्दी है", false),
        ("दिल्ली", "नई दिल्ली में", true),
        ("सड़क", "सड\u{93c}क", true),
        ("मां", "मेरी माँ", true),
        ("१५", "15 मार्च", true),
        ("東京", "東京都の鉄道", true),
        ("京都", "東京都の鉄道", true),
        ("大阪", "東京都の鉄道", false),
        ("東京 鉄道", "東京都の鉄道", true),
        ("ガイド", "ｶﾞｲﾄﾞ", true),
        ("ガイド", "カ\u{3099}イト\u{3099}", true),
        ("バス", "ハス", false),
        ("北京", "北京大学", true),
        ("\"北京大学\"", "在北京大学", true),
        ("北大", "北京大学", false),
        ("２０２０", "2020年", true),
        ("한국", "대한민국 한국어", true),
        (
            "한국",
            "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}",
            true,
        ),
        ("하국", "한국", false),
        ("서울 부산", "서울에서 부산까지", true),
        ("กรุงเทพ", "กรุงเทพมหานคร", true),
    ]);
}

#[test]
fn quotes_dashes_and_spaces() {
    ask(&[
        ("it's", "It’s here", true),
        ("it’s", "It's here", true),
        ("o'brien", "O‘Brien", true),
        ("d'or", "D′or", true),
        ("“prisoner swap”", "a prisoner swap", true),
        ("«prisoner swap»", "a swap of a prisoner", false),
        ("„prisoner swap“", "a prisoner swap", true),
        ("1990-99", "1990–99", true),
        ("1990–99", "1990-99", true),
        ("1990-99", "1990−99", true),
        ("well-known", "well\u{2011}known", true),
        ("—", "War - and peace", true),
        ("wait...", "Wait… what", true),
        ("wait…", "wait...", true),
        ("\"10 km\"", "10\u{a0}km", true),
        ("\"10\u{a0}km\"", "10 km", true),
        ("\"10 km\"", "10\u{202f}km", true),
        ("\"a  b\"", "a b", true),
        ("\"a b\"", "a \t b", true),
        ("cooperate", "co\u{ad}operate", true),
        ("co\u{ad}operate", "cooperate", true),
        ("zerowidth", "zero\u{200b}width", true),
        ("\u{3000}日本\u{3000}", "日本", true),
    ]);
}

#[test]
fn fields_of_an_article() {
    let mut body = BodyBuilder::default();
    body.block(BlockKind::Paragraph, "One two three four five six.");
    body.block(BlockKind::Code(None), "let x = 1;");
    let article = Article {
        title: "Why Ships Sink".into(),
        byline: Some("José Núñez".into()),
        source: Some("Harbour Post".into()),
        published: Some(When::Day("2020-04-10".parse().unwrap())),
        link: Some("https://Post.example/ships".into()),
        tags: vec!["Sea Trade".into(), "ukraine".into()],
        lang: Some("en-GB".into()),
        body: body.finish(),
        ..Article::default()
    };
    let stored = stored("news/Harbour/ships.md", article);
    for (query, found) in [
        ("why", true),
        ("nunez harbour", true),
        ("title:ships", true),
        ("TITLE:ships", true),
        ("title:harbour", false),
        ("intitle:\"ships sink\"", true),
        ("subject:sink", true),
        ("title:Ships", true),
        ("title:SHIPS", false),
        ("author:jose", true),
        ("by:\"jose nunez\"", true),
        ("by:harbour", false),
        ("from:jose", true),
        ("from:harbour", true),
        ("from:ships", false),
        ("source:post", true),
        ("feed:\"Harbour Post\"", true),
        ("-source:post", false),
        ("url:post.example", true),
        ("inurl:Ships", true),
        ("path:harbour/ships", true),
        ("path:news/Harbour", true),
        ("path:other", false),
        ("tag:sea", true),
        ("tag:trade", true),
        ("tag:\"sea trade\"", true),
        ("#UKRAINE", true),
        ("#\"sea trade\"", true),
        ("#\"trade sea\"", false),
        ("-#ukraine", false),
        ("tag:(sea OR moon)", true),
        ("tag:/^sea t/", true),
        ("#rade", false),
        ("#ai", false),
        ("#rain", false),
        ("lang:en", true),
        ("lang:EN-gb", true),
        ("lang:e", false),
        ("lang:en-US", false),
        ("has:code", true),
        ("has:image", false),
        ("has:link", false),
        ("has:tag", true),
        ("words:>5", true),
        ("words:<5", false),
        ("words:>100", false),
        ("time:<5", true),
        ("time:1", true),
        ("time:>1", false),
        ("after:2020-04-10", true),
        ("after:2020-04-11", false),
        ("before:2020-04-10", false),
        ("before:2020-05", true),
        ("since:2020", true),
        ("date:2020-04-10", true),
        ("date:2020-03..2020-04", true),
        ("date:..2020-03", false),
        ("date:today", false),
        ("newer_than:7d", true),
        ("newer:1w", true),
        ("newer_than:5d", false),
        ("newer_than:48h", false),
        ("older_than:5d", true),
        ("older:2m", false),
        ("newer_than:1y", true),
        ("newer_than:130h", false),
        ("newer_than:156h", true),
        ("older_than:156h", false),
        ("since:1m", true),
        ("before:yesterday", true),
        ("after:yesterday", false),
        ("date:yesterday", false),
        ("date:2020", true),
        ("date:2019", false),
        ("date:2020-W15", true),
        ("date:2020-w16", false),
        ("date:2w..1d", true),
        ("date:2w..7d", false),
        ("date:..5d", true),
        ("date:2020/04/10..", true),
        ("DATE:TODAY", false),
        ("date:(2019 OR 2020)", true),
        ("words:9", true),
        ("words:=9", true),
        ("words:<=9", true),
        ("words:<9", false),
        ("words:>=9", true),
        ("words:>9", false),
        ("words:5..20", true),
        ("words:10..", false),
        ("words:..9", true),
        ("time:<=1", true),
        ("time:0..1", true),
        ("time:2..", false),
        ("-has:image has:code has:tag", true),
        ("has:(link OR code)", true),
        ("is:new is:unread", true),
        ("is:(read OR starred)", false),
        ("-is:read", true),
        ("title:/^why/", true),
        ("title:/^ships/", false),
        ("author:/n[uú]ñez$/", true),
        ("from:/^harbour/", true),
        ("url:/^https:.*ships$/", true),
        ("path:/ships\\.md$/", true),
        ("lang:/gb$/", true),
        ("body:/x = \\d/", true),
        ("source:/x = \\d/", false),
        ("title:(why sink)", true),
        ("title:(why OR float) -title:float", true),
        ("title:(why AND NOT sink)", false),
        ("title:\"why ships\" \"four five\"", true),
        ("title:\"ships why\"", false),
        ("body:\"three four\"", true),
        ("body:\"six. let\"", false),
        ("source:\"harbour\u{a0}post\"", true),
        ("sort:title limit:3 why", true),
    ] {
        let read = Query::parse(query).unwrap();
        assert_eq!(
            read.accepts(&stored, &Mark::default(), &now()),
            found,
            "{query}"
        );
    }
}
