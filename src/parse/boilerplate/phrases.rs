//! The words that page furniture is made of. Each row is a whole line, in lower case and without what stands around it.
//!
//! Only phrases that a news text does not use as a paragraph of its own are listed; a wrong row hides somebody's
//! sentence, a missing one shows a button.

/// The phrases of a table below that is written as lines, its phrases parted by slashes.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .split(['/', '\n'])
        .map(str::trim)
        .filter(|row| !row.is_empty())
}

/// What stands above Blogger's list of other posts, in the languages that Blogger speaks. Whatever follows is furniture.
pub(super) const POPULAR_POSTS: &str = "
    popular posts from this blog / beliebte posts aus diesem blog / entradas populares de este blog
    entradas más populares de este blog / posts les plus consultés de ce blog
    articles les plus consultés de ce blog / post popolari in questo blog / postagens mais visitadas deste blog
    mensagens populares deste blogue / populaire posts van deze blog / populära inlägg i den här bloggen
    populære indlæg fra denne blog / populære innlegg fra denne bloggen / tämän blogin suosituimmat tekstit
    popularne posty z tego bloga / oblíbené příspěvky z tohoto blogu / obľúbené príspevky z tohto blogu
    népszerű bejegyzések ezen a blogon / postări populare de pe acest blog / entrades populars d'aquest blog
    popularni postovi s ovog bloga / популарни постови са овог блога
    priljubljene objave iz tega spletnega dnevnika / populiarūs šio tinklaraščio įrašai
    populāras ziņas šajā emuārā / selle blogi populaarsed postitused / популярные сообщения из этого блога
    популярні дописи в цьому блозі / популярні публікації з цього блогу / популярни публикации от този блог
    δημοφιλείς αναρτήσεις από αυτό το ιστολόγιο / bu blogdaki popüler yayınlar / postingan populer dari blog ini
    catatan popular daripada blog ini / mga sikat na post mula sa blog na ito / bài đăng phổ biến từ blog này
    โพสต์ยอดนิยมจากบล็อกนี้ / このブログの人気の投稿 / 此博客中的热门博文 / 這個網誌中的熱門文章 / 이 블로그의 인기 게시물
    المشاركات الشائعة من هذه المدونة / פוסטים פופולריים מהבלוג הזה / پست‌های معروف از این وبلاگ
    اس بلاگ سے مقبول پوسٹس / इस ब्लॉग से लोकप्रिय पोस्ट / या ब्लॉगवरील लोकप्रिय पोस्ट
    এই ব্লগটি থেকে জনপ্রিয় পোস্টগুলি / આ બ્લૉગ પરની લોકપ્રિય પોસ્ટ્સ / இந்த வலைப்பதிவில் உள்ள பிரபலமான இடுகைகள்
";

/// What stands above other lists of links. The lines below have to look like titles as well.
pub(super) const LIST_HEADINGS: &str = "
    related / related articles / related article / related stories / related story / related posts
    related content / related news / related links / related coverage / related topics / related reading
    related video / related videos / see also / you may also like / you might also like / you may like
    you might like / you might also be interested in / you may also be interested in / also read / also see
    read also / read more / read next / up next / more stories / more news / more articles / more on this
    more on this story / more on this topic / more like this / more to read / more from / more from our site
    most popular / most read / most viewed / most shared / most recent / most commented / popular posts
    popular stories / popular articles / popular now / popular / trending / trending now / trending stories
    trending articles / top stories / top news / latest news / latest stories / latest articles / latest posts
    latest / latest headlines / recent posts / recent articles / recent stories / recommended
    recommended for you / recommended stories / recommended reading / recommended articles / editor's picks
    editors' picks / editor's choice / editors' choice / editor's pick / don't miss / what to read next
    from around the web / from the web / around the web / sponsored content / sponsored links
    sponsored stories / promoted content / promoted stories / paid content / in other news / other stories
    featured stories / featured articles / elsewhere on the web / next article / previous article / archives
    blog archive / categories / quick links / site index / mehr zum thema / das könnte sie auch interessieren
    auch interessant / lesen sie auch / meistgelesen / weitere artikel / ähnliche artikel
    noticias relacionadas / artículos relacionados / te puede interesar / lo más leído / más noticias
    lea también / articles similaires / à lire aussi / lire aussi / sur le même sujet / les plus lus
    articoli correlati / leggi anche / potrebbe interessarti / i più letti / leia também / leia mais
    veja também / notícias relacionadas / mais lidas / artigos relacionados / lees ook / läs också / les også
    læs også
";

/// What stands above readers' words. Whatever follows in the last half of a text is not the article.
pub(super) const COMMENT_HEADINGS: &str = "
    leave a comment / leave a reply / leave your comment / post a comment / add a comment / write a comment
    no comments yet / join the discussion / join the conversation / be the first to comment
    kommentar veröffentlichen / publicar un comentario / enregistrer un commentaire / posta un commento
    postar um comentário / laisser un commentaire / deja un comentario / deja una respuesta / lascia un commento
    schreibe einen kommentar / deixe um comentário / deixe uma resposta
";

/// Lines that are furniture wherever they stand.
pub(super) const WHOLE_LINES: &str = "
    advertisement / advertisements / advertisement - continue reading below
    advertisement – continue reading below / advertisement continue reading below / advert / sponsored
    paid post / ad / ads / ad feedback / story continues below / story continues below advertisement
    story continues / story continues after advertisement / article continues below / article continues below ad
    article continues below advertisement / article continues after advertisement / article continues after ad
    continue reading below / continue reading below advertisement / continue reading
    continue reading the main story / continue reading main story / skip advertisement / skip ad
    skip to content / skip to main content / skip / scroll to continue / scroll down to continue
    scroll for more / loading / please wait / share / share this / share this article / share this story
    share this post / share this page / share on facebook / share on twitter / share on linkedin
    share on pinterest / share on whatsapp / share on reddit / share via email / share by email / share article
    share story / share with us / share this with / share this entry / share now / shares / sharing / tweet this
    tweet / pin it / email this / email this article / blogthis / share to twitter / share to facebook
    share to pinterest / share to x / get link / copy link / copy url / link copied / print this article
    print article / save article / save this article / save for later / save story / view comments
    show comments / hide comments / read comments / see comments / load comments / load more comments
    comments are closed / no comments / report this ad / report an error / report ad / report abuse
    toggle navigation / sign up / sign in / log in / login / log out / subscribe / subscribe now
    subscribe today / register now / create account / create an account / my account / free newsletter
    sign up now / sign up for our newsletter / sign up for our newsletters / subscribe to our newsletter
    subscribe to our newsletters / get our newsletter / enter your email / enter your email address
    your email address / email address / thank you for subscribing / thanks for subscribing
    thanks for signing up / thank you for signing up / terms of use / terms of service / terms and conditions
    terms & conditions / privacy policy / cookie policy / privacy notice / cookie settings
    do not sell my personal information / contact us / about us / advertise with us / all rights reserved
    accept cookies / accept all cookies / i agree / follow us / follow us on twitter / follow us on facebook
    follow us on instagram / like us on facebook / find us on facebook / see more / see all / view all
    show more / load more / view more / learn more / click here / click to enlarge / tap to enlarge
    view gallery / view slideshow / launch gallery / open gallery / back to top / return to top / go to top
    play video / watch video / watch now / now playing / hide caption / toggle caption / enlarge this image
    enlarge image / image copyright / media caption / media playback is unsupported on your device
    listen to this article / listen to this story / download our app / download the app / get the app
    get breaking news alerts / related tags / filed under / read full article / read full story
    read the full story / read the full article / read more » / related: / more from this author
    view all posts / about the author / view author archive / get author rss feed / recommended videos
    powered by blogger / anzeige / werbung / teilen / drucken / artikel drucken / zur startseite / nach oben
    weiterlesen / publicidad / publicidade / publicité / pubblicità / compartir / compartilhar / compartilhe
    partager / condividi / continua a leggere / seguir leyendo / continua após a publicidade / continuar lendo
    imprimir / imprimer / stampa / advertentie / reklama / annons / annonse / annonce / реклама / поделиться
    広告 / 广告 / 廣告 / 광고
";

/// How lines begin that are furniture as a whole.
pub(super) const BEGINNINGS: &[&str] = &[
    "subscribe to our ",
    "subscribe for free",
    "follow us on ",
    "like us on facebook",
    "follow @",
    "click here to ",
    "click here for ",
    "click to share ",
    "click to email ",
    "click to print ",
    "copyright ©",
    "© copyright",
    "copyright 19",
    "copyright 20",
    "copyright (c)",
    "story continues below",
    "article continues below",
    "advertisement - ",
    "advertisement – ",
    "read more: ",
    "read also: ",
    "also read: ",
    "read next: ",
    "see also: ",
    "related: ",
    "more: ",
    "recommended: ",
    "don't miss: ",
    "also read | ",
    "read | ",
    "lesen sie auch: ",
    "lea también: ",
    "lire aussi : ",
    "lire aussi: ",
    "leggi anche: ",
    "leia também: ",
    "tags: ",
    "filed under: ",
    "labels: ",
    "filed under ",
    "posted in ",
    "download our app",
    "get the latest news ",
    "this website uses cookies",
    "this site uses cookies",
    "we use cookies",
    "by signing up",
    "by subscribing",
    "by continuing to use",
    "this material may not be published",
    "for more stories like this",
    "if you liked this story",
    "sorry, your browser",
    "please enable javascript",
    "your browser does not support",
    "this site is protected by recaptcha",
    "javascript is required",
    "you must be logged in",
    "save my name, email",
    "your email address will not be published",
    "required fields are marked",
    "notify me of ",
    "got a news tip",
    "got a tip",
    "have a tip",
    "have a news tip",
    "send tips to",
    "follow him on twitter",
    "follow her on twitter",
    "follow them on twitter",
];

/// How lines end that are furniture as a whole.
pub(super) const ENDINGS: &[&str] = &[
    "all rights reserved",
    "hide caption",
    "toggle caption",
    "opens in new window",
    "read more",
    "(opens in new window)",
    "rights reserved",
    "min read",
    "minute read",
    "minutes read",
    "mins read",
    "comments",
    "comment",
    "shares",
    "views",
];

/// Buttons that send an article somewhere. One alone can be a word of the text; several in a row are a bar.
pub(super) const BUTTONS: &str = "
    facebook / twitter / x / linkedin / pinterest / email / e-mail / mail / whatsapp / print / reddit / tumblr
    telegram / messenger / google+ / google plus / flipboard / pocket / instapaper / stumbleupon / digg / vk
    viber / line / skype / sms / link / copy link / get link / copy / share / share this / tweet / pin / pin it
    other apps / more / instagram / youtube / rss / bluesky / threads / mastodon / snapchat / weibo / wechat
    comments / comment / save / bookmark / fb / like / follow / subscribe / link abrufen / andere apps
    obtener enlace / otras apps / correo electrónico / obtenir le lien / autres applications / ottieni link
    altre app / gerar link / outros apps / drucken / teilen / imprimir / compartir / partager / compartilhar
    リンクを取得 / メール / 他のアプリ / 获取链接 / 其他应用 / 링크 만들기 / 이메일 / 기타 앱 / получить ссылку / другие приложения
    электронная почта
";

/// How calls begin that ask for an address; they are furniture if one of [`LETTERS`] is asked for.
pub(super) const CALLS: &[&str] = &[
    "sign up for ",
    "sign up to ",
    "sign up here ",
    "signup for ",
    "get our ",
    "get the ",
    "subscribe to ",
    "want more ",
    "receive our ",
    "receive the ",
    "join our ",
];

/// What such calls offer.
pub(super) const LETTERS: &[&str] = &[
    "newsletter",
    "alerts",
    "our daily",
    "our weekly",
    "in your inbox",
    "to your inbox",
    "by email",
    "our updates",
    "rss feed",
    "mailing list",
    "our channel",
    "our podcast",
    "our youtube",
];

/// Sections and pages that sites have. Alone they can be headings; among many others they tell a menu.
pub(super) const SECTIONS: &str = "
    news / world / u.s / us / uk / europe / africa / asia / americas / international / national / local
    politics / business / economy / markets / finance / money / companies / tech / technology / science / health
    environment / climate / sports / sport / football / tennis / golf / opinion / opinions / editorials
    columns / columnists / letters / video / videos / photos / pictures / galleries / podcasts / podcast / audio
    live / entertainment / arts / culture / lifestyle / life / living / travel / style / fashion / food
    recipes / books / music / movies / film / tv / games / gaming / reviews / features / interviews / magazine
    weather / education / real estate / property / cars / autos / jobs / careers / about / contact / help / faq
    faqs / feedback / support / advertise / events / press / our team / team / staff / sitemap / site map
    accessibility / community / forum / forums / shop / store / deals / crossword / comics / obituaries
    gallery / media / today's paper / subscriptions / account / settings / english / español / deutsch
    français / português / русский / startseite / politik / wirtschaft / kultur / wissen / reise / impressum
    datenschutz / kontakt / inicio / política / economía / deportes / cultura / tecnología / sociedad / contacto
    accueil / politique / économie / monde / société / esporte / esportes / economia / mundo / contato / cronaca
    esteri / новости / политика / экономика / общество / культура / спорт / контакты / home / top / next
    previous / prev / play / close / dismiss / menu / search / privacy / tags / topics / register / newsletter
    newsletters / advertising / promoted / mute / fullscreen / autoplay
";
