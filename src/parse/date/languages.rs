//! The words of dates in further languages, in which months have no short forms that we read.
//!
//! All of them put the day before the month. Forms that name two months are left out: "listopada" is November in
//! Poland and October in Croatia. Does not own the languages that dates are mostly written in (`words`).

use std::{collections::HashMap, sync::LazyLock};

use super::words::Word;
use crate::fold;

/// Months, January first, as they stand in dates.
const MONTHS: [&str; 12] = [
    "januari jaanuar január januára ianuarie ocak января январь януари јануар јануара січня stycznia styczeń ledna leden \
     siječnja sausio janvāris janvārī tammikuuta ιανουαρίου ιανουάριος gener xaneiro يناير ژانویه ינואר जनवरी জানুয়ারি \
     জানুয়ারী มกราคม ม.ค.",
    "februari veebruar február februára februarie şubat февраля февраль февруари фебруар фебруара лютого lutego luty \
     února únor veljače vasario februāris februārī helmikuuta φεβρουαρίου φεβρουάριος febrer febreiro فبراير فوریه \
     פברואר फरवरी ফেব্রুয়ারি ফেব্রুয়ারী กุมภาพันธ์ ก.พ.",
    "maart maret mac marts märts mart марта март березня marca marec března březen ožujka kovo martā maaliskuuta \
     március martie μαρτίου μάρτιος març مارس מרץ मार्च মার্চ มีนาคม มี.ค.",
    "april aprill apríla április aprilie nisan апреля апрель април априла квітня kwietnia kwiecień dubna duben travnja \
     balandžio aprīlis aprīlī huhtikuuta απριλίου απρίλιος أبريل ابريل إبريل آوریل אפריל अप्रैल এপ্রিল เมษายน เม.ย.",
    "mei maj mája maja május mayıs мая май мај маја травня května květen svibnja gegužės maijs maijā toukokuuta μαΐου μάιος \
     maig maio مايو מאי मई মে พฤษภาคม พ.ค.",
    "juni júna június iunie haziran juuni июня июнь юни јун јуна червня czerwca czerwiec června červen lipnja birželio \
     jūnijs jūnijā kesäkuuta ιουνίου ιούνιος juny xuño يونيو ژوئن יוני जून জুন มิถุนายน มิ.ย.",
    "juli júla július iulie temmuz juuli julai июля июль юли јул јула липня lipca lipiec července červenec srpnja liepos \
     jūlijs jūlijā heinäkuuta ιουλίου ιούλιος juliol xullo يوليو ژوئیه יולי जुलाई জুলাই กรกฎาคม ก.ค.",
    "augusti augustus august augusta augusztus ağustos agustus ogos августа август серпня sierpnia sierpień srpna srpen \
     kolovoza rugpjūčio augusts augustā elokuuta αυγούστου αύγουστος agost أغسطس اوت אוגוסט अगस्त আগস্ট สิงหาคม ส.ค.",
    "september septembra szeptember septembrie eylül сентября сентябрь септември септембар септембра вересня września \
     wrzesień září rujna rugsėjo septembris septembrī syyskuuta σεπτεμβρίου σεπτέμβριος setembre سبتمبر سپتامبر ספטמבר \
     सितंबर सितम्बर সেপ্টেম্বর กันยายน ก.ย.",
    "oktober október októbra octombrie ekim oktoober октября октябрь октомври октобар октобра жовтня października \
     październik října říjen spalio oktobris oktobrī lokakuuta οκτωβρίου οκτώβριος octubre outubro أكتوبر اکتبر אוקטובר \
     अक्टूबर অক্টোবর ตุลาคม ต.ค.",
    "november novembra noiembrie kasım ноября ноябрь ноември новембар новембра листопада listopadu studenoga studenog \
     lapkričio novembris novembrī marraskuuta νοεμβρίου νοέμβριος novembre نوفمبر نوامبر נובמבר नवंबर नवम्बर নভেম্বর \
     พฤศจิกายน พ.ย.",
    "desember december disember decembra decembrie aralık detsember декабря декабрь декември децембар децембра грудня \
     grudnia grudzień prosince prosinec prosinca gruodžio decembris decembrī joulukuuta δεκεμβρίου δεκέμβριος desembre \
     ديسمبر دسامبر דצמבר दिसंबर दिसम्बर ডিসেম্বর ธันวาคม ธ.ค.",
];

/// Days of the week, and what stands between the parts of a date.
const OTHERS: &str = "\
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag \
    mandag tirsdag lørdag søndag maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina \
    poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle pondelok utorok \
    streda štvrtok piatok nedeľa hétfő kedd szerda csütörtök péntek szombat vasárnap luni marți miercuri joi vineri sâmbătă \
    duminică pazartesi salı çarşamba perşembe cuma cumartesi pazar понедельник вторник среда четверг пятница суббота \
    воскресенье понеділок вівторок четвер п'ятниця субота неділя понеделник сряда четвъртък петък събота неделя \
    ponedjeljak utorak srijeda četvrtak petak subota nedjelja δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή \
    senin selasa rabu kamis jumat sabtu minggu isnin khamis jumaat ahad الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة \
    السبت الأحد सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार thứ hai ba tư năm sáu bảy chủ nhật ngày tháng lúc \
    kl klo om v w godz dnia o в о об г год года р року г. ч r roku m d gada godine god u g do pukul jam saat ώρα \
    ساعة الساعة בשעה ב วันที่ เวลา พ.ศ. น. น 오전 午前 上午";

/// What a word of a date stands for in one of these languages.
pub(super) fn meaning(word: &str) -> Option<Word> {
    WORDS.get(&key(word)).copied()
}

static WORDS: LazyLock<HashMap<String, Word>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for other in OTHERS.split_whitespace() {
        words.insert(key(other), Word::DayFirst);
    }
    for (month, names) in (1..).zip(MONTHS) {
        for name in names.split_whitespace() {
            words.insert(key(name), Word::Month(month));
            // "In March", as Hebrew has it.
            words.insert(key(&format!("ב{name}")), Word::Month(month));
        }
    }
    words.insert(key("오후"), Word::Pm);
    words
});

/// What two spellings of a word share.
fn key(word: &str) -> String {
    fold::fold(word.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_names_two_months() {
        let mut seen = HashMap::new();
        for (month, names) in (1..).zip(MONTHS) {
            for name in names.split_whitespace() {
                assert_eq!(*seen.entry(key(name)).or_insert(month), month, "{name}");
            }
        }
    }
}
