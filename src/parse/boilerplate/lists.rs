//! The words of page furniture, in lists: `phrases` says what each means.
//!
//! All are keys: lower case, letters and digits only, single spaces, parted by bars. Languages: English, German, French, Spanish,
//! Portuguese, Italian, Dutch; of some forty more what readers meet most: where a list of links or a row of buttons begins.

/// Blogger's heading above its list of other posts, as its translations have it.
pub(super) const END: &str = "\
    popular posts from this blog | beliebte posts aus diesem blog | entradas populares de este blog | \
    entradas más populares de este blog | posts les plus consultés de ce blog | post popolari in questo blog | \
    postagens mais visitadas deste blog | mensagens populares deste blogue | populaire posts van deze blog | \
    populaire posts van dit blog | populære indlæg fra denne blog | populære innlegg fra denne bloggen | \
    populära inlägg i den här bloggen | tämän blogin suosituimmat tekstit | popularne posty z tego bloga | \
    populární příspěvky z tohoto blogu | obľúbené príspevky z tohto blogu | népszerű bejegyzések ezen a blogon | \
    bejegyzések népszerű ebből a blogból | postări populare de pe acest blog | popularni postovi na ovom blogu | \
    priljubljene objave v tem spletnem dnevniku | popularne objave na ovom blogu | \
    популярные сообщения из этого блога | популярні публікації з цього блогу | популярни публикации от този блог | \
    популарни постови са овог блога | δημοφιλείς αναρτήσεις από αυτό το ιστολόγιο | bu blogdaki popüler yayınlar | \
    postingan populer dari blog ini | catatan popular daripada blog ini | các bài đăng phổ biến từ blog này | \
    bài đăng phổ biến từ blog này | โพสต์ยอดนิยมจากบล็อกนี้ | この ブログの人気の投稿 | このブログの人気の投稿 | 이 블로그의 인기 게시물 | \
    此博客中的热门博文 | 這個網誌中的熱門文章 | المشاركات الشائعة من هذه المدونة | רשומות פופולריות מבלוג זה | \
    इस ब्लॉग से लोकप्रिय पोस्ट | এই ব্লগটি থেকে জনপ্রিয় পোস্টগুলি | entrades populars d aquest blog | \
    blogeko argitalpen ezagunenak | articles les plus consultés de ce blog | oblíbené příspěvky z tohoto blogu | \
    popularni postovi s ovog bloga | priljubljene objave iz tega spletnega dnevnika | \
    populiarūs šio tinklaraščio įrašai | populāras ziņas šajā emuārā | selle blogi populaarsed postitused | \
    популярні дописи в цьому блозі | mga sikat na post mula sa blog na ito | פוסטים פופולריים מהבלוג הזה | \
    پست‌های معروف از این وبلاگ | اس بلاگ سے مقبول پوسٹس | या ब्लॉगवरील लोकप्रिय पोस्ट | \
    આ બ્લૉગ પરની લોકપ્રિય પોસ્ટ્સ | இந்த வலைப்பதிவில் உள்ள பிரபலமான இடுகைகள்";

/// Lines that say nothing in any article.
pub(super) const ANYWHERE: &str = "\
    advertisement | advertisements | advert | adverts | story continues below | \
    story continues below advertisement | story continues | article continues below | \
    article continues below advertisement | article continues after ad | continue reading below | \
    continue reading the main story | continue reading | continue reading main story | skip advertisement | \
    close advertisement | scroll to continue | scroll to continue with content | sponsored content | \
    sponsored links | paid content | promoted stories | loading | supported by | report this ad | anzeige | \
    werbung | publicité | publicidad | publicidade | pubblicità | advertentie | iklan | реклама | reklama | reklam | \
    annons | mainos | 広告 | 广告 | 廣告 | 광고 | la suite après cette publicité | continua após a publicidade | \
    continua dopo la pubblicità | scroll down to continue | lees verder na de advertentie | \
    tekst gaat verder onder de afbeelding | scroll untuk melanjutkan membaca | continua a leggere | sigue leyendo | \
    continue lendo | weiterlesen | lire la suite | lees verder | skip to content | skip to main content | \
    skip to main navigation | skip to navigation | skip to site index | skip to content skip to site index | \
    skip to footer | skip to primary navigation | skip to primary sidebar | skip to search | skip navigation | \
    jump to content | jump to navigation | zum inhalt springen | zum hauptinhalt springen | aller au contenu | \
    aller au contenu principal | saltar al contenido | ir al contenido | pular para o conteúdo | \
    ir para o conteúdo | vai al contenuto | ga naar de inhoud | this slideshow requires javascript | \
    javascript is required | please enable javascript | this video is unavailable | video unavailable | \
    watch the video | watch video | play video | media playback is unsupported on your device | enlarge image | \
    view larger image | view gallery | back to gallery | view full gallery | open in gallery | click to enlarge | \
    toggle navigation | toggle search | toggle menu | open menu | close menu | main navigation | main menu | \
    primary menu | back to top | return to top | scroll to top | nach oben | haut de page | volver arriba | \
    voltar ao topo | torna su | naar boven | share this | share this article | share this story | share this post | \
    share this page | share article | share story | share with your friends | share via email | share options | \
    email this article | print this article | email this story | print this page | sharing is caring | like this | \
    tell your friends | share your thoughts | share on social media | click to share | copy link | get link | \
    link copied | link copied to clipboard | copied | copy to clipboard | save article | save this story | \
    save for later | addthis sharing buttons | artikel teilen | diesen artikel teilen | teile diesen artikel | \
    beitrag teilen | partager cet article | partager l article | comparte este artículo | compartir esta noticia | \
    compartilhe esta notícia | compartilhe este artigo | compartilhe isso | condividi questo articolo | \
    condividi l articolo | deel dit artikel | deel dit bericht | bagikan | bagikan artikel ini | поделиться | \
    subscribe now | subscribe today | sign up now | sign up for our newsletter | sign up for our newsletters | \
    newsletter sign up | newsletter signup | subscribe to our newsletter | subscribe to our newsletters | \
    join our newsletter | get our newsletter | leave a comment | leave a reply | leave a response | post a comment | \
    post comment | add a comment | add comment | write a comment | join the conversation | view comments | \
    show comments | hide comments | read comments | view all comments | comments are closed | comments closed | \
    load comments | cancel reply | sign in to comment | log in to comment | \
    your email address will not be published | required fields are marked | notify me of new posts by email | \
    kommentar schreiben | kommentar hinterlassen | schreibe einen kommentar | antworten abbrechen | \
    kommentar veröffentlichen | laisser un commentaire | ajouter un commentaire | deja un comentario | \
    deja una respuesta | publicar un comentario | deixe um comentário | deixe uma resposta | postar um comentário | \
    lascia un commento | lascia una risposta | posta un commento | plaats een reactie | reageer | \
    tinggalkan komentar | posting komentar | оставить комментарий | disqus | comments powered by disqus | \
    newsletter abonnieren | jetzt abonnieren | s abonner à la newsletter | suscríbete | \
    suscríbete a nuestro boletín | assine a newsletter | iscriviti alla newsletter | thank you for subscribing | \
    thanks for signing up | accept cookies | accept all cookies | cookie settings | manage cookies | \
    all rights reserved | alle rechte vorbehalten | tous droits réservés | todos los derechos reservados | \
    todos os direitos reservados | tutti i diritti riservati | alle rechten voorbehouden | show more | load more | \
    view more | see more | show less | see all | view all | read full story | read full article | \
    read the full article | read the full story | leave your comment | no comments yet | join the discussion | \
    be the first to comment | enregistrer un commentaire | advertisement continue reading below | paid post | \
    ad feedback | story continues after advertisement | article continues below ad | \
    article continues after advertisement | continue reading below advertisement | skip ad | scroll for more | \
    please wait | share on facebook | share on twitter | share on linkedin | share on pinterest | \
    share on whatsapp | share on reddit | share by email | share with us | share this with | share this entry | \
    share now | tweet this | email this | share to twitter | share to facebook | share to pinterest | share to x | \
    copy url | print article | save this article | save story | see comments | load more comments | report ad | \
    report abuse | register now | create account | create an account | free newsletter | enter your email | \
    enter your email address | your email address | email address | thanks for subscribing | \
    thank you for signing up | follow us on twitter | follow us on facebook | follow us on instagram | \
    like us on facebook | find us on facebook | tap to enlarge | view slideshow | launch gallery | open gallery | \
    go to top | watch now | now playing | hide caption | toggle caption | enlarge this image | image copyright | \
    media caption | listen to this article | listen to this story | download our app | download the app | \
    get the app | get breaking news alerts | more from this author | view all posts | artikel drucken | \
    zur startseite | seguir leyendo | continuar lendo";

/// Headings of lists of links.
pub(super) const RELATED: &str = "\
    related | related articles | related article | related stories | related story | related posts | related post | \
    related news | related content | related links | related topics | related tags | related items | \
    related coverage | related video | related videos | related reading | related searches | read more | read next | \
    read also | also read | see also | more stories | more news | more articles | more posts | more headlines | \
    more top stories | more coverage | more to read | more on this story | more on this topic | more like this | \
    more stories like this | further reading | up next | next up | what to read next | next article | \
    previous article | next story | next post | previous post | previous story | you may also like | \
    you might also like | you may like | you might like | you may also be interested in | \
    you might be interested in | you may have missed | recommended | recommended for you | recommended stories | \
    recommended reading | recommended articles | recommended videos | most popular | most read | most viewed | \
    most shared | most commented | most watched | most recent | popular posts | popular stories | popular articles | \
    popular news | popular now | popular this week | popular on the web | popular | trending | trending now | \
    trending news | trending stories | trending topics | trending articles | trending today | trending videos | \
    top stories | top news | latest news | latest stories | latest articles | latest posts | latest headlines | \
    latest videos | latest video | recent posts | recent articles | recent stories | recent news | recent comments | \
    editors picks | editor s picks | editor s choice | editors choice | don t miss | in case you missed it | \
    hot topics | featured | featured stories | featured posts | featured articles | featured video | \
    from our partners | from the web | around the web | from around the web | elsewhere on the web | \
    promoted content | stories from our partners | more for you | just in | breaking news | stay connected | \
    mehr zum thema | zum thema | lesen sie auch | lesen sie mehr | auch interessant | \
    das könnte sie auch interessieren | das könnte dich auch interessieren | mehr artikel | weitere artikel | \
    ähnliche artikel | ähnliche beiträge | verwandte artikel | verwandte themen | meistgelesen | \
    meistgelesene artikel | meist gelesen | neueste artikel | neueste beiträge | weitere themen | \
    weitere meldungen | empfohlen | passend zum thema | à lire aussi | lire aussi | à lire également | \
    sur le même sujet | sur le même thème | articles liés | articles similaires | articles connexes | les plus lus | \
    le plus lu | articles les plus lus | articles récents | derniers articles | vous aimerez aussi | \
    vous pourriez aussi aimer | à voir aussi | ailleurs sur le web | recommandé pour vous | contenus sponsorisés | \
    artículos relacionados | noticias relacionadas | relacionados | relacionadas | lee también | lea también | \
    leer más | más noticias | más información | más leídas | más leídos | lo más leído | lo más visto | \
    te puede interesar | también te puede interesar | también te puede gustar | te recomendamos | recomendamos | \
    entradas recientes | entradas relacionadas | últimas noticias | artigos relacionados | notícias relacionadas | \
    posts relacionados | conteúdo relacionado | leia também | leia mais | veja também | veja mais | mais lidas | \
    mais lidos | as mais lidas | mais notícias | posts recentes | você pode gostar | você também pode gostar | \
    recomendados | recomendados para você | articoli correlati | notizie correlate | post correlati | leggi anche | \
    leggi di più | più letti | i più letti | potrebbe interessarti | potrebbero interessarti | \
    potrebbe interessarti anche | ti potrebbe interessare | articoli recenti | ultime notizie | lees ook | \
    lees meer | gerelateerde artikelen | gerelateerd | meest gelezen | meer nieuws | \
    misschien vind je dit ook leuk | baca juga | artikel terkait | berita terkait | terpopuler | berita lainnya | \
    читайте также | по теме | похожие статьи | самое читаемое | czytaj także | czytaj też | zobacz także | \
    zobacz też | powiązane artykuły | najczęściej czytane | ilgili haberler | bunlar da ilginizi çekebilir | \
    läs också | läs mer | mest lästa | les også | læs også | lue myös | luetuimmat | 関連記事 | あわせて読みたい | 人気記事 | \
    おすすめ記事 | 相关文章 | 相关新闻 | 相關文章 | 相關新聞 | 推荐阅读 | 延伸閱讀 | 热门文章 | 관련기사 | 관련 기사 | 많이 본 뉴스 | 인기기사 | 주요뉴스 | \
    you might also be interested in | also see | more on this | more from | more from our site | latest | \
    editor s pick | sponsored stories | in other news | other stories | blog archive | \
    empfehlungen der redaktion | à ne pas manquer | dans la même rubrique | polecane | polecamy | najnowsze | \
    najpopularniejsze | nejčtenější | doporučujeme | mohlo by vás zajímat | najčítanejšie | mohlo by vás zaujímať | \
    популярное | самое популярное | материалы по теме | ещё по теме | еще по теме | популярне | найпопулярніше | \
    матеріали за темою | още по темата | най четени | најчитаније | najčitanije | najbolj brano | \
    možda će vas zanimati | skaitomiausi | taip pat skaitykite | lasītākie | loetumad | legolvasottabb | olvasta már | \
    ez is érdekelheti | cele mai citite | te ar putea interesa | δημοφιλή | σχετικά άρθρα | çok okunanlar | \
    en çok okunanlar | bunlar da ilginizi çekebilir | mest populära | relaterat | relatert | relateret | aiheesta lisää | \
    כתבות נוספות | אולי יעניין אותך | הנקראות ביותר | עוד בנושא | مواضيع ذات صلة | أخبار ذات صلة | مقالات ذات صلة | \
    الأكثر قراءة | قد يعجبك أيضا | قد يهمك أيضا | مطالب مرتبط | اخبار مرتبط | پربازدیدترین | یہ بھی پڑھیں | متعلقہ خبریں | \
    यह भी पढ़ें | ये भी पढ़ें | संबंधित खबरें | আরও পড়ুন | আরও খবর | மேலும் படிக்க | tin liên quan | bài viết liên quan | \
    tin cùng chuyên mục | có thể bạn quan tâm | berita berkaitan | ข่าวที่เกี่ยวข้อง | บทความที่เกี่ยวข้อง | \
    เรื่องที่เกี่ยวข้อง | อ่านเพิ่มเติม | ข่าวล่าสุด | ข่าวยอดนิยม | 관련 뉴스 | 관련뉴스 | 추천 기사 | 추천기사 | 인기 기사 | 최신 기사 | \
    함께 볼만한 기사 | 이 기사와 함께 | 関連ニュース | 関連リンク | 最新記事 | 新着記事 | アクセスランキング | ランキング | こちらもおすすめ | \
    相关阅读 | 相关报道 | 延伸阅读 | 热门推荐 | 最新消息 | 最新新聞 | 最新文章 | 熱門文章 | 熱門新聞 | 推薦閱讀 | 你可能也喜歡 | 猜你喜欢";

/// Lines of menus, footers and share buttons. In a text some of these are headings.
pub(super) const EDGE: &str = "\
    home | homepage | news | shares | menu | search | close | navigation | sections | sign in | sign up | log in | \
    login | log out | logout | sign out | register | registration | subscribe | subscriptions | subscription | \
    subscriber services | my account | account | my profile | profile | settings | newsletters | newsletter | \
    email newsletters | e newsletter | alerts | email alerts | notifications | news alerts | about | about us | \
    about the author | about author | contact | contact us | contacts | advertise | advertise with us | \
    advertising | ad choices | adchoices | media kit | careers | jobs | work for us | work with us | press | \
    press room | our team | privacy | privacy policy | privacy notice | privacy statement | privacy center | \
    cookie policy | cookies | cookies policy | terms | terms of use | terms of service | terms of sale | \
    terms and conditions | terms conditions | terms of use privacy policy | user agreement | legal | legal notice | \
    disclaimer | copyright | do not sell my info | do not sell my personal information | \
    your california privacy rights | california privacy rights | california notice | accessibility | \
    accessibility statement | corrections | ethics policy | editorial guidelines | editorial policy | policies | \
    site information | site map | sitemap | site index | help | help center | faq | faqs | support | \
    customer service | feedback | send feedback | report a problem | report a typo | report an error | \
    report error | rss | rss feed | rss feeds | podcasts | podcast | apps | mobile apps | mobile | e paper | \
    epaper | e edition | archive | archives | world | politics | business | sports | sport | entertainment | \
    opinion | technology | tech | science | health | travel | lifestyle | style | culture | arts | education | \
    environment | photos | videos | video | live | live tv | weather | obituaries | classifieds | real estate | \
    games | crosswords | horoscopes | local news | us news | world news | business news | blogs | forums | events | \
    magazine | reviews | features | columns | columnists | editorials | letters | deals | shop | store | \
    marketplace | community | share | tweet | pin | pin it | email | e mail | print | save | copy | facebook | \
    twitter | instagram | youtube | linkedin | pinterest | whatsapp | reddit | telegram | flipboard | tumblr | \
    snapchat | other apps | share via | more | like | likes | reply | report | follow | follow us | follow us on | \
    follow me | connect | connect with us | find us on | social media | social | comments | comment | no comments | \
    responses | tags | tag | topics | labels | categories | category | filed under | sponsored | sponsor | \
    promoted | prev | previous | next | back | go back | first | last | older posts | newer posts | older post | \
    newer post | advanced search | download | donate | donate now | support us | become a member | membership | \
    powered by blogger | proudly powered by wordpress | powered by wordpress | blog at wordpress com | edit | \
    cancel | submit | send | ok | yes | no | accept | i agree | got it | learn more | find out more | click here | \
    view author archive | email the author | get author rss feed | key points | live updates | quick links | \
    useful links | links | explore | discover | today s paper | print edition | digital edition | buy now | \
    startseite | impressum | datenschutz | datenschutzerklärung | agb | kontakt | über uns | anmelden | abmelden | \
    registrieren | suche | abo | abonnieren | teilen | drucken | kommentare | kommentar | schlagwörter | themen | \
    mediadaten | merken | wirtschaft | politik | kultur | panorama | wissen | karriere | mehr | accueil | \
    mentions légales | politique de confidentialité | conditions générales | conditions d utilisation | \
    contactez nous | nous contacter | à propos | connexion | se connecter | s abonner | s inscrire | recherche | \
    rechercher | partager | imprimer | commentaires | commenter | publicités | plan du site | étiquettes | \
    rubriques | inicio | aviso legal | política de privacidad | política de cookies | términos y condiciones | \
    condiciones de uso | contacto | contáctenos | quiénes somos | sobre nosotros | acerca de | iniciar sesión | \
    regístrate | suscríbase | buscar | compartir | imprimir | comentarios | etiquetas | categorías | \
    mapa del sitio | síguenos | economía | deportes | início | política de privacidade | termos de uso | contato | \
    fale conosco | quem somos | sobre | entrar | cadastre se | assine | pesquisar | compartilhar | comentários | \
    comentar | categorias | mapa do site | siga nos | esportes | economia | anuncie | expediente | \
    informativa sulla privacy | note legali | contatti | chi siamo | accedi | registrati | abbonati | cerca | \
    condividi | stampa | commenti | categorie | seguici | redazione | privacybeleid | over ons | inloggen | zoeken | \
    delen | reacties | adverteren | tentang kami | redaksi | pedoman media siber | kontak | komentar | beranda | \
    masuk | главная | контакты | комментарии | поиск | войти | о нас | ホーム | お問い合わせ | プライバシーポリシー | 利用規約 | 会社概要 | \
    首页 | 登录 | 注册 | 联系我们 | 关于我们 | 로그인 | 회원가입 | 개인정보처리방침 | 댓글 | 목록 | 인쇄하기 | ad | ads | skip | sharing | blogthis | \
    compartilhe | annonse | annonce | x | mail | messenger | google+ | google plus | pocket | instapaper | \
    stumbleupon | digg | vk | viber | line | skype | sms | link | bluesky | threads | mastodon | weibo | wechat | \
    bookmark | fb | link abrufen | andere apps | obtener enlace | otras apps | correo electrónico | \
    obtenir le lien | autres applications | ottieni link | altre app | gerar link | outros apps | リンクを取得 | メール | \
    他のアプリ | 获取链接 | 其他应用 | 링크 만들기 | 이메일 | 기타 앱 | получить ссылку | другие приложения | электронная почта | u s | us | \
    uk | europe | africa | asia | americas | international | national | local | economy | markets | finance | \
    money | companies | climate | football | tennis | golf | opinions | pictures | galleries | audio | life | \
    living | fashion | food | recipes | books | music | movies | film | tv | gaming | interviews | property | cars | \
    autos | team | staff | forum | crossword | comics | gallery | media | english | español | deutsch | français | \
    português | русский | reise | política | cultura | tecnología | sociedad | politique | économie | monde | \
    société | esporte | mundo | cronaca | esteri | новости | политика | экономика | общество | культура | спорт | \
    top | play | dismiss | mute | fullscreen | autoplay | udostępnij | drukuj | komentarze | sdílet | tisk | komentáře | \
    zdieľať | tlačiť | распечатать | вконтакте | одноклассники | поділитися | коментарі | сподели | коментари | podijeli | \
    ispis | komentari | deli | natisni | dalintis | spausdinti | komentarai | dalīties | jaga | megosztás | nyomtatás | \
    hozzászólások | distribuie | tipărește | comentarii | κοινοποίηση | εκτύπωση | σχόλια | paylaş | yazdır | yorumlar | \
    yorum | dela | skriv ut | kommentarer | del | udskriv | jaa | tulosta | kommentit | שתפו | שיתוף | הדפסה | תגובות | \
    مشاركة | شارك | طباعة | تعليقات | اشتراک گذاری | شیئر کریں | शेयर करें | टिप्पणियां | শেয়ার করুন | chia sẻ | in bài | \
    bình luận | kongsi | cetak | แชร์ | พิมพ์ | ความคิดเห็น | 공유하기 | 공유 | 인쇄 | 프린트 | 페이스북 | 트위터 | 카카오톡 | 카카오스토리 | \
    네이버 | 밴드 | url복사 | シェア | シェアする | ツイート | ツイートする | 印刷 | コメント | はてなブックマーク | はてブ | フォローする | \
    分享 | 分享到 | 列印 | 打印 | 留言 | 评论 | 評論 | 微信 | 微博 | 收藏 | 轉寄";

/// Beginnings of lines that point elsewhere; the line must be short, and stand by itself.
pub(super) const STARTS: &str = "\
    read more | read next | read also | also read | see also | related story | related article | related stories | \
    related articles | related post | related posts | related video | related coverage | related news | more from | \
    recommended reading | story continues below | click here to subscribe | click here to sign up | \
    click here to read | click here for more | click to share | sign up for our | sign up here | sign up to our | \
    subscribe to our | subscribe here | follow us on | like us on | join us on | share on | share via | tweet this | \
    download our app | download the app | get the app | get our app | lesen sie auch | lesen sie mehr | \
    mehr zum thema | lire aussi | à lire aussi | lea también | lee también | le puede interesar | \
    te puede interesar | leia também | leia mais | veja também | leggi anche | lees ook | baca juga | \
    читайте также | czytaj także | czytaj też | läs också | les også | læs også | lue myös | \
    view this post on instagram | a post shared by | tempo de leitura | reading time | estimated reading time | \
    lesezeit | temps de lecture | tiempo de lectura | tempo di lettura | leestijd | time to read | skip to | \
    recommended for you | image 1 of | click to email | click to print | follow him on twitter | \
    follow her on twitter | popular on | popular in | tagged with | filed under | more in this section";

/// Beginnings of lines that stand between an article and what is not: credits of the desk, pleas, notices.
pub(super) const TAIL_STARTS: &str = "\
    our standards the | all rights reserved | alle rechte vorbehalten | tous droits réservés | \
    todos los derechos reservados | todos os direitos reservados | this material may not be published | \
    join the conversation | have a tip | got a tip | got a story | do you have a story | send tips | \
    like this story | like this article | for more news | for more stories | stay connected | \
    support our journalism | if you buy something | we may earn | when you purchase | \
    this post contains affiliate links | this site uses cookies | we use cookies | this website uses cookies | \
    by continuing to use | by signing up | by subscribing | by clicking | by submitting | enter your email | \
    more stories | most read in | most popular in | next article | previous article | previous post | next post | \
    about the author | the views expressed | views expressed | the opinions expressed | opinions expressed | \
    leave your comment | post your comment | we welcome your comments | be the first to comment | \
    you must be logged in | you must log in | log in to | sign in to | already a subscriber | \
    already have an account | sorry your browser | your browser does not support | \
    this site is protected by recaptcha | save my name | notify me of | follow him on | follow her on | \
    follow them on | got a news tip | have a news tip | if you liked this";

/// Beginnings of pleas.
pub(super) const PLEAS: &str = "\
    sign up | subscribe | get | follow | join | stay | want more | want to | never miss | don t miss | \
    keep up with | check out our | download | receive | like | enjoy | enjoyed | enjoying | support | click here | send us | \
    tell us | visit | for more | for all | read our | listen to our | register | jetzt | abonnieren sie | \
    abonniere | folgen sie uns | folge uns | melden sie sich | suivez | abonnez vous | inscrivez vous | recevez | \
    rejoignez | síguenos | suscríbete | suscríbase | recibe | regístrate | únete | siga | inscreva se | assine | \
    receba | cadastre se | curta | seguici | iscriviti | abbonati | ricevi | volg | schrijf je in | meld je aan | \
    ikuti | dapatkan | подписывайтесь";

/// What pleas ask for, or ask to be reached by.
pub(super) const ASKED: &str = "\
    newsletter | newsletters | inbox | facebook | twitter | instagram | youtube | telegram | whatsapp | linkedin | \
    app | podcast | podcasts | magazine | notifications | alerts | subscription | subscriber | subscribers | \
    e-mail | mailing | rss | channel | website | subscribing | subscriptions | membership | donation | boletín | \
    boletim | newsletteru | kanal | canal | redes | infolettre | nieuwsbrief | abonnement | sosial | channelnya | \
    telegramie | телеграм | \
    updates";

/// Places to share to.
pub(super) const NETWORKS: &str = "\
    facebook | twitter | linkedin | whatsapp | reddit | pinterest | telegram | messenger | flipboard | tumblr | \
    instagram | youtube | email | mail | xing | vkontakte | viber | snapchat | tiktok | threads | bluesky | \
    mastodon | weibo | wechat | line | skype | pocket | instapaper | evernote | rss | digg | stumbleupon | \
    delicious | fb | sms | google | yummly | mix | gmail";

/// Other words that buttons for sharing and following consist of.
pub(super) const SHARE_WORDS: &str = "\
    share | shares | tweet | pin | print | copy | link | this | on | via | to | x | article | story | post | page | \
    with | save | follow | us | like | and | by | url | app | apps | other | more | it | the | in | e | teilen | \
    drucken | merken | auf | partager | sur | imprimer | envoyer | par | compartir | en | imprimir | correo | \
    compartilhar | compartilhe | no | condividi | su | stampa | delen | op | icon | button | buttons | plus | get | \
    embed | flip | send | 0";

/// What lines such as "3 comments" count.
pub(super) const COUNTED: &str = "\
    comments | comment | shares | share | likes | views | min read | minute read | mins read | minutes read | \
    replies | responses | kommentare | commentaires | comentarios | comentários | commenti | reacties | komentar | \
    retweets | followers | min lesezeit | min de lectura | min de lecture | min de leitura | minutos de leitura | \
    minuti di lettura";

/// Words that, with a colon, point from a text to another.
pub(super) const POINTERS: &str = "\
    related | more | read | watch | read this | must read | read also | also read | see also | read more | \
    related story | related stories | related coverage | listen | opinion | don t miss | editor s pick | \
    siehe auch | mehr | lesen | voir aussi | lire | à lire | à lire aussi | vea también | ver también | lea | \
    le puede interesar | más | leia | leia também | veja | veja também | leggi | leggi anche | vedi anche | \
    lees ook | lees meer | baca | baca juga | tags | tag | labels | filed under | categories | posted in | tagged";

/// First words of headings such as "More Great Stories".
pub(super) const KINDS: &str = "\
    more | latest | top | popular | related | recent | trending | other | recommended | featured | weitere | \
    neueste | aktuelle | ähnliche | verwandte | similaires | liés | récents | associés | populaires | recommandés | \
    relacionados | relacionadas | recientes | destacadas | recomendadas | recomendados | recentes | correlati | correlate | \
    recenti | consigliati | gerelateerde | ander | laatste | powiązane | podobne | najnowsze | polecane | ostatnie | inne | \
    související | další | podobné | nejnovější | súvisiace | ďalšie | похожие | последние | другие | популярные | свежие | \
    схожі | останні | інші | пов язані | свързани | последни | други | подобни | povezani | povezane | vezani | slični | \
    najnovije | ostale | susiję | naujausi | daugiau | saistītie | kapcsolódó | további | ajánlott | legfrissebb | similare | \
    recomandate | asemănătoare | recente | σχετικά | τελευταία | ilgili | benzer | diğer | son | senaste | relaterade | \
    siste | relaterte | seneste | relaterede | lisää | uusimmat";

/// Last words of such headings.
pub(super) const LINKS: &str = "\
    stories | news | articles | headlines | posts | videos | coverage | content | reads | links | topics | \
    galleries | podcasts | episodes | nachrichten | artikel | beiträge | meldungen | themen | \
    billets | actualités | sujets | contenus | artículos | noticias | entradas | notas | contenidos | artigos | notícias | \
    postagens | conteúdos | articoli | notizie | post | contenuti | artikelen | nieuws | berichten | artykuły | wpisy | \
    wiadomości | teksty | tematy | články | zprávy | správy | статьи | новости | материалы | записи | публикации | статті | \
    новини | матеріали | публікації | статии | публикации | članci | vijesti | vesti | objave | straipsniai | naujienos | \
    naujienų | raksti | cikkek | hírek | bejegyzések | articole | știri | ştiri | άρθρα | νέα | haberler | haberleri | \
    yazılar | içerikler | artiklar | nyheter | saker | artikler | nyheder | artikkelit | uutiset | aiheesta";

/// Words for reading and looking, as they are said to a reader.
pub(super) const READ: &str = "\
    read | see | watch | lesen sie | lesen | lies | siehe | lire | lisez | voir | lee | lea | leer | mira | ver | leia | ler | \
    veja | leggi | guarda | vedi | lees | bekijk | czytaj | przeczytaj | zobacz | sprawdź | čtěte | přečtěte | podívejte | \
    čítajte | prečítajte | pozrite | читайте | читать | смотрите | прочтите | читати | дивіться | вижте | прочетете | четете | \
    pročitajte | čitajte | pogledajte | preberite | прочитајте | погледајте | skaitykite | lasiet | loe | vaata | olvassa | \
    olvasd | nézze | citește | citeşte | citiți | vezi | διαβάστε | δείτε | okuyun | oku | läs | se | les | læs | lue | \
    katso | baca | lihat | đọc | xem | קראו | קרא | ראו | اقرأ | شاهد | طالع";

/// What makes such words point to something else.
pub(super) const ALSO: &str = "\
    also | next | auch | aussi | également | también | tambien | más | mais | também | anche | più | plus | mehr | ook | także | również | też | też | \
więcej | také | taky | více | i | aj | tiež | viac | также | еще | ещё | далее | також | ще | більше | също | \
    още | повече | još | više | tudi | и | још | taip | pat | daugiau | arī | ka | lisaks | is | még | tovább | și | \
    şi | si | mai | mult | επίσης | ακόμα | περισσότερα | ayrıca | bunu | da | också | mer | mera | også | mere | myös | \
    lisää | juga | selengkapnya | thêm | גם | עוד | أيضا | أيضاً | المزيد";
