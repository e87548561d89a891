//! What credits a writer in a byline, "By" or "Автор:", and is no part of the name.
//!
//! Owns the words for it. Does not own where a byline stands, or what a name looks like.

/// What stands before a colon where the name of a writer follows, in small letters.
const WRITERS: &str = "text texts texte textes texto textos testo testi tekst teksti teksty szöveg metin κείμενο текст тексти author \
    authors autor autora autores autorin autoren autore autori auteur auteure auteurs autorzy skribent forfatter \
    författare kirjoittaja szerző írta yazan yazar tác giả автор авторы автори автора by reporter byline von por \
    par door av af di napisał napisała συντάκτης بقلم كتب كتبت الكاتب نویسنده מאת כתב कृत लेखक লেখক 文 撰文 作者 记者 記者 \
    采写 执笔 執筆 取材 글 글쓴이 기자";

/// What stands before "by" where the name of a writer follows.
const WRITTEN: &str = "written words text story report reporting reported posted published";

/// What stands before a colon where the name of one follows who took the pictures.
const PICTURES: &str = "photo photos photography photographs picture pictures images image foto fotos fotografie fotografía fotografia \
    bild bilder kuva kuvat fotó zdjęcia φωτογραφία фото фотографии фотографія світлини ảnh صور תמונות 图 摄影 攝影 写真 \
    撮影 사진";

/// What joins the two.
const JOINTS: &str = "and und et y e i en og och ja és ve и та й & + 和 与 と";

/// A name without what credits the writer before it, "By", "Text:" or "Автор:", and without the credit for pictures
/// behind it.
pub(super) fn without_credit(name: &str) -> &str {
    let name = labelled(name).or_else(|| behind_by(name)).unwrap_or(name);
    let pictures = name.match_indices([':', '：']).filter_map(|(colon, _)| {
        let label = name[..colon].trim_end().rsplit(parts).next()?;
        let start = name[..colon].rfind(label)?;
        is_among(PICTURES, label).then_some(start)
    });
    let writer = pictures
        .min()
        .map(|start| name[..start].trim_end_matches(parts));
    writer.filter(|writer| !writer.is_empty()).unwrap_or(name)
}

/// The name behind a label of a writer and a colon.
pub(super) fn labelled(text: &str) -> Option<&str> {
    let (label, name) = text.split_once([':', '：'])?;
    let words = || label.split(parts).filter(|word| !word.is_empty());
    let known = [WRITERS, WRITTEN, PICTURES, JOINTS];
    let is_known = |word| known.iter().any(|words| is_among(words, word));
    let is_label = words().all(is_known) && words().any(|word| is_among(WRITERS, word));
    let name = name.trim_start();
    (is_label && !name.is_empty()).then_some(name)
}

/// The name behind "by", or "written by".
fn behind_by(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once([' ', '\u{a0}'])?;
    let (by, name) = match is_among(WRITTEN, first) {
        true => rest.trim_start().split_once([' ', '\u{a0}'])?,
        false => (first, rest),
    };
    by.eq_ignore_ascii_case("by").then(|| name.trim_start())
}

/// Whether a character parts words and names in a byline.
fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '|' | '/' | '／')
}

fn is_among(words: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    words.split(' ').any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_before_a_name_is_no_part_of_it() {
        for (credited, name) in [
            ("By Ann Sample", "Ann Sample"),
            ("by\u{a0}Ann Sample", "Ann Sample"),
            ("Written by Ann Sample", "Ann Sample"),
            ("Words by: Ann Sample", "Ann Sample"),
            ("Text: Änne Muster", "Änne Muster"),
            ("TEXT UND FOTOS: Änne Muster", "Änne Muster"),
            ("Von: Änne Muster", "Änne Muster"),
            ("Texte : Aline Exemple", "Aline Exemple"),
            ("Texto y fotos: José Ejemplo", "José Ejemplo"),
            ("Текст: Анна Примерова", "Анна Примерова"),
            ("ТЕКСТ:Анна Примерова", "Анна Примерова"),
            ("Текст и фото: Анна Примерова", "Анна Примерова"),
            ("Автор: Анна Примерова", "Анна Примерова"),
            ("Автори: Ганна Зразкова", "Ганна Зразкова"),
            ("Tác giả: Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
            ("Tekst: Anna Przykład", "Anna Przykład"),
            ("Κείμενο: Άννα Δείγμα", "Άννα Δείγμα"),
            ("作者：王小样", "王小样"),
            ("文/图：王小样", "王小样"),
            ("글: 김보기", "김보기"),
            ("بقلم: آنا مثال", "آنا مثال"),
            ("מאת: אנה דוגמה", "אנה דוגמה"),
            ("Text: Änne Muster, Fotos: Bodo Bild", "Änne Muster"),
            (
                "Текст: Анна Примерова Фото: Борис Снимков",
                "Анна Примерова",
            ),
            ("Ann Sample | Photo: Bob Lens", "Ann Sample"),
        ] {
            assert_eq!(without_credit(credited), name, "{credited}");
        }
    }

    #[test]
    fn what_only_looks_like_a_credit_stays() {
        for name in [
            "",
            "By",
            "Text",
            "Text:",
            "Foto: Bodo Bild",
            "Von Muster",
            "Byron Sample",
            "Contextual: Ann",
            "Sample, Ann",
            "Di Esempio Anna",
            "The Wire: Ann Sample",
            "10:30",
        ] {
            assert_eq!(without_credit(name), name);
        }
    }
}
