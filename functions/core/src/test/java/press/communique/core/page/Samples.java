package press.communique.core.page;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import press.communique.core.list.ListEntry;
import press.communique.core.post.Address;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Link;
import press.communique.core.post.Release;
import press.communique.core.post.Released;
import press.communique.core.site.Label;
import press.communique.core.site.NavigationLink;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.BodyText;
import press.communique.core.text.SafeHtml;
import press.communique.core.text.Slugs;

/** A foreign ministry in April 2014, told in our own words; what the tests of this package render. */
final class Samples {

    static final URI URL = URI.create("https://news.example.org");
    static final Stamp STAMP = new Stamp(1, 3, 7);
    static final BodyText TEXT = new BodyText("news.example.org");

    private Samples() {}

    static SiteSettings site() {
        return site("en", "fr", "nl", "de", "ar");
    }

    static SiteSettings site(String... languages) {
        return new SiteSettings(
                3,
                Map.of(
                        "en", "Ministry of Foreign Affairs",
                        "fr", "Ministère des Affaires étrangères",
                        "nl", "Ministerie van Buitenlandse Zaken",
                        "de", "Ministerium für auswärtige Angelegenheiten",
                        "ar", "وزارة الشؤون الخارجية"),
                Map.of(
                        "en", "Foreign affairs, trade and development cooperation",
                        "fr", "Affaires étrangères, commerce et coopération au développement",
                        "nl", "Buitenlandse zaken, handel en ontwikkelingssamenwerking",
                        "de", "Auswärtiges, Handel und Entwicklungszusammenarbeit",
                        "ar", "الشؤون الخارجية والتجارة والتعاون الإنمائي"),
                List.of(languages),
                "en",
                ZoneId.of("Europe/Brussels"),
                List.of(
                        label("news-item", "News item", "Actualité", "Nieuwsbericht", "Meldung", "خبر"),
                        label(
                                "press-release",
                                "Press release",
                                "Communiqué de presse",
                                "Persbericht",
                                "Pressemitteilung",
                                "بيان صحفي"),
                        label("speech", "Speech", "Discours", "Toespraak", "Rede", "خطاب")),
                List.of(
                        label(
                                "human-rights",
                                "Human rights",
                                "Droits de l’homme",
                                "Mensenrechten",
                                "Menschenrechte",
                                "حقوق الإنسان"),
                        label("ukraine", "Ukraine", "Ukraine", "Oekraïne", "Ukraine", "أوكرانيا"),
                        label(
                                "great-lakes",
                                "Great Lakes region",
                                "Région des Grands Lacs",
                                "Regio van de Grote Meren",
                                "Region der Großen Seen",
                                "منطقة البحيرات الكبرى"),
                        label(
                                "consular",
                                "Travel and consular help",
                                "Voyages et aide consulaire",
                                "Reizen en consulaire hulp",
                                "Reisen und Konsularhilfe",
                                "السفر والمساعدة القنصلية"),
                        label("trade", "Trade", "Commerce", "Handel", "Handel", "التجارة"),
                        label(
                                "development",
                                "Development cooperation",
                                "Coopération au développement",
                                "Ontwikkelingssamenwerking",
                                "Entwicklungszusammenarbeit",
                                "التعاون الإنمائي"),
                        label(
                                "europe",
                                "European Union",
                                "Union européenne",
                                "Europese Unie",
                                "Europäische Union",
                                "الاتحاد الأوروبي"),
                        label(
                                "un",
                                "United Nations",
                                "Nations unies",
                                "Verenigde Naties",
                                "Vereinte Nationen",
                                "الأمم المتحدة"),
                        label("disarmament", "Disarmament", "Désarmement", "Ontwapening", "Abrüstung", "نزع السلاح"),
                        label("climate", "Climate", "Climat", "Klimaat", "Klima", "المناخ"),
                        label("culture", "Culture", "Culture", "Cultuur", "Kultur", "الثقافة")),
                List.of(
                        new NavigationLink(
                                Map.of(
                                        "en",
                                        "European elections",
                                        "fr",
                                        "Élections européennes",
                                        "ar",
                                        "الانتخابات الأوروبية"),
                                "https://www.elections.example/"),
                        new NavigationLink(Map.of("en", "Films", "ar", "أفلام"), "https://films.example/ministry")),
                "newsroom@example.org",
                Map.of("name", "Press office", "email", "press@example.org", "telephone", "+32 2 555 01 00"),
                Optional.empty(),
                Optional.empty(),
                standing(),
                Optional.empty(),
                false,
                0.003);
    }

    private static Map<String, Map<String, String>> standing() {
        return Map.of(
                "legal",
                Map.of(
                        "en",
                                "Published by the **Ministry of Foreign Affairs**.\n\n## Reuse\n\nTexts may be reused, with their source.",
                        "fr", "Publié par le **ministère des Affaires étrangères**.",
                        "nl", "Uitgegeven door het **ministerie van Buitenlandse Zaken**.",
                        "de", "Herausgegeben vom **Ministerium für auswärtige Angelegenheiten**.",
                        "ar", "تنشره **وزارة الشؤون الخارجية**."),
                "accessibility",
                Map.of(
                        "en", "This site meets WCAG 2.2, level AA. Tell us where it does not.",
                        "fr", "Ce site respecte les WCAG 2.2, niveau AA. Dites-nous où ce n’est pas le cas.",
                        "nl", "Deze site voldoet aan WCAG 2.2, niveau AA. Laat ons weten waar dat niet zo is.",
                        "de", "Diese Website erfüllt WCAG 2.2, Stufe AA. Sagen Sie uns, wo das nicht so ist.",
                        "ar", "يستوفي هذا الموقع معايير WCAG 2.2 من المستوى AA."));
    }

    /** What a list in this language shows. */
    static List<ListEntry> rows(String language) {
        return switch (language) {
            case "en" -> news().subList(0, 9);
            case "ar" -> arabicNews();
            case "de" -> germanNews();
            default ->
                List.of(
                        entry(
                                language,
                                "2014-04-22T09:59:00Z",
                                "press-release",
                                "Ukraine : l’accord de Genève doit être appliqué",
                                "Les quatre parties se sont engagées à retirer leurs armes des bâtiments publics."),
                        entry(language, "2014-04-07T06:00:00Z", "speech", "Kigali, vingt ans après", ""));
        };
    }

    static final String CONFERENCE = """
            Twenty years after the genocide in Rwanda, and nineteen after Srebrenica, ministers, judges and survivors met in Brussels on 31 March and 1 April to ask a plain question: what could have been done in the months before?

            The conference did not look for new treaties. The one that matters was signed in December 1948. It looked for *habits*: who notices first that a group of people is being named, listed and kept apart; whom they tell; and who has the duty to act on it.

            ## Three things to do early

            1. **Write down what you see.** Observers in eleven countries will report in one form, so that a pattern shows across borders.
            2. **Say who answers.** Every ministry that took part has named one person for early warning, with a deputy and a telephone.
            3. **Keep the archive open.** Records of past crimes stay within reach of schools and courts.

            > “Nobody in my street was surprised. We were only astonished that nobody came.”

            The chair’s conclusions were sent to the [office of the special adviser](https://www.un.example/preventgenocide) in New York. The recordings and the list of speakers are on the conference’s own site.
            """;

    static Released conference() {
        var editions = new TreeMap<String, Edition>();
        editions.put(
                "en",
                edition(
                        "Can genocide be prevented? Two days in Brussels look for an answer",
                        "Ministers, judges and survivors from forty countries agree on three things that can be done early.",
                        CONFERENCE));
        editions.put(
                "fr",
                edition(
                        "Peut-on prévenir un génocide ? Deux jours à Bruxelles pour chercher une réponse",
                        "Ministres, juges et rescapés de quarante pays s’accordent sur trois choses à faire tôt.",
                        "Vingt ans après le génocide au Rwanda, ministres, juges et rescapés se sont réunis à Bruxelles."));
        editions.put(
                "de",
                edition(
                        "Lässt sich Völkermord verhindern? Zwei Tage in Brüssel suchen nach einer Antwort",
                        "Ministerinnen, Richter und Überlebende aus vierzig Ländern einigen sich auf drei Dinge.",
                        "Zwanzig Jahre nach dem Völkermord in Ruanda trafen sich Ministerinnen, Richter und Überlebende in Brüssel."));
        editions.put(
                "ar",
                edition(
                        "هل يمكن منع الإبادة الجماعية؟ يومان في بروكسل بحثًا عن جواب",
                        "وزراء وقضاة وناجون من أربعين بلدًا يتفقون على ثلاثة أمور يمكن القيام بها مبكرًا.",
                        "بعد عشرين عامًا على الإبادة الجماعية في رواندا، اجتمع وزراء وقضاة وناجون في بروكسل يومي 31 مارس و1 أبريل ليسألوا سؤالًا بسيطًا: ما الذي كان يمكن فعله في الأشهر السابقة؟\n\n## ثلاثة أمور\n\n1. **دوّن ما تراه.** سيكتب المراقبون تقاريرهم في نموذج واحد.\n2. **حدّد من يجيب.** سمّت كل وزارة شخصًا واحدًا للإنذار المبكر.\n\n> «لم يفاجأ أحد في شارعنا. استغربنا فقط أن أحدًا لم يأتِ.»\n\nأُرسلت الاستنتاجات إلى [مكتب المستشار الخاص](https://www.un.example/preventgenocide)."));
        return released(
                "news-item",
                List.of("human-rights", "un"),
                List.of(),
                editions,
                List.of(
                        link("Read more on the conference’s own site", "https://www.prevention.example/2014?lang=en"),
                        link("Programme (on this site)", "/news/2014/03/programme/")),
                "2014-04-02T08:00:00Z");
    }

    static Edition edition(String title, String summary, String body) {
        return new Edition(title, summary, body, Optional.empty());
    }

    static Link link(String title, String url) {
        return new Link(Map.of("en", title), url);
    }

    static Released post(String title, String summary, String body) {
        return post("press-release", List.of("ukraine"), title, summary, body);
    }

    static Released post(String type, List<String> topics, String title, String summary, String body) {
        var editions = new TreeMap<String, Edition>();
        editions.put("en", edition(title, summary, body));
        return released(type, topics, List.of(), editions, List.of(), "2014-04-22T09:59:00Z");
    }

    static Released released(
            String type,
            List<String> topics,
            List<String> authors,
            TreeMap<String, Edition> editions,
            List<Link> links,
            String at) {
        Instant instant = Instant.parse(at);
        var addresses = new TreeMap<String, Address>();
        editions.forEach((language, edition) ->
                addresses.put(language, Address.of(language, instant, site(), Slugs.of(edition.title()))));
        return new Released(
                new Release(
                        "01J0000000000000000000000A",
                        7,
                        6,
                        Release.Kind.PUBLISH,
                        instant,
                        instant,
                        "editor-7",
                        Map.of()),
                new UUID(0, 7),
                new Content(type, topics, authors, editions, links, true, false, List.of(), Optional.empty()),
                addresses);
    }

    static Released withdrawn(Released post, Map<String, String> reasons) {
        Release release = post.release();
        return new Released(
                new Release(
                        release.postId(),
                        8,
                        6,
                        Release.Kind.WITHDRAW,
                        Instant.parse("2014-04-24T22:30:00Z"),
                        release.publishedAt(),
                        "editor-7",
                        reasons),
                post.feedId(),
                post.content(),
                post.addresses());
    }

    static SafeHtml body(Released post, String language) {
        return TEXT.render(post.content().editions().get(language).body());
    }

    /** The row that stands in lists for a post. */
    static ListEntry entry(Released post, String language) {
        Edition edition = post.content().editions().get(language);
        return new ListEntry(
                post.release().postId(),
                post.feedId(),
                7,
                6,
                post.addresses().get(language),
                edition.title(),
                edition.summary(),
                post.content().type(),
                post.content().topics(),
                post.content().authors(),
                post.release().publishedAt(),
                post.release().releasedAt());
    }

    static ListEntry entry(String language, String at, String type, String title, String summary) {
        Instant instant = Instant.parse(at);
        return new ListEntry(
                title,
                new UUID(0, title.hashCode()),
                1,
                1,
                Address.of(language, instant, site(), Slugs.of(title)),
                title,
                summary,
                type,
                List.of(),
                List.of(),
                instant,
                instant);
    }

    static List<ListEntry> news() {
        var rows = new ArrayList<ListEntry>();
        rows.add(
                entry(
                        "en",
                        "2014-04-22T09:59:00Z",
                        "news-item",
                        "Jane Goodall comes to Brussels on 7 May",
                        "The primatologist turns eighty this year. The institute that bears her name marks it with an evening at the National Theatre, open to all."));
        rows.add(
                entry(
                        "en",
                        "2014-04-18T09:58:00Z",
                        "press-release",
                        "Geneva: an agreement on Ukraine, and four parties to keep it",
                        "The European Union, Ukraine, the United States and Russia agreed yesterday on first steps to calm the east of the country. The minister is pleased with the text and asks that it be carried out at once."));
        rows.add(
                entry(
                        "en",
                        "2014-04-17T09:57:00Z",
                        "press-release",
                        "Condolences after the ferry disaster in South Korea",
                        "The minister writes to the families of the schoolchildren who were aboard, and hopes that more of them can still be found."));
        rows.add(
                entry(
                        "en",
                        "2014-04-16T09:56:00Z",
                        "press-release",
                        "Attack on the director of Virunga National Park",
                        "Emmanuel de Mérode was shot on the road from Goma to Rumangabo. The minister condemns the attack and asks for an inquiry."));
        rows.add(entry(
                "en",
                "2014-04-16T09:55:00Z",
                "news-item",
                "Great Lakes: what partners want from cooperation",
                "The seventh stakeholders’ meeting is held in the Egmont Palace on 6 May."));
        rows.add(entry(
                "en",
                "2014-04-11T09:54:00Z",
                "press-release",
                "On the death of Justin-Marie Bomboko, first foreign minister of the independent Congo and one of those who signed its act of independence on 30 June 1960",
                ""));
        rows.add(entry("en", "2014-04-09T09:53:00Z", "speech", "Commemoration of the victims of 1994", ""));
        rows.add(entry(
                "en",
                "2014-04-08T09:52:00Z",
                "speech",
                "At the Camp Kigali memorial",
                "Twenty years on, ten names are read aloud again."));
        rows.add(entry("en", "2014-03-31T09:52:00Z", "news-item", "Opened", "Doors at nine."));
        rows.add(entry(
                "en",
                "2013-12-09T09:52:00Z",
                "news-item",
                "Sixty-five years of the convention on genocide",
                "What it says, who signed it, and where it has been used."));
        return rows;
    }

    static List<ListEntry> arabicNews() {
        return List.of(
                entry(
                        "ar",
                        "2014-04-22T09:59:00Z",
                        "news-item",
                        "جين غودال في بروكسل يوم 7 مايو",
                        "تبلغ عالمة الرئيسيات الثمانين هذا العام، ويحتفل المعهد الذي يحمل اسمها بأمسية مفتوحة للجميع في المسرح الوطني."),
                entry(
                        "ar",
                        "2014-04-18T09:58:00Z",
                        "press-release",
                        "جنيف: اتفاق بشأن أوكرانيا وأربعة أطراف لتنفيذه",
                        "اتفق الاتحاد الأوروبي وأوكرانيا والولايات المتحدة وروسيا أمس على خطوات أولى لتهدئة شرق البلاد."),
                entry("ar", "2014-04-09T09:53:00Z", "speech", "إحياء ذكرى ضحايا عام 1994", ""));
    }

    static List<ListEntry> germanNews() {
        return List.of(
                entry(
                        "de",
                        "2014-04-22T09:59:00Z",
                        "press-release",
                        "Entwicklungszusammenarbeitsausschussvorsitzendenkonferenz verabschiedet Grundsatzerklärung zur Nahrungsmittelversorgungssicherheit in der Region der Großen Seen",
                        "Die Rechtsverbindlichkeitserklärung tritt am 1. Mai in Kraft."),
                entry("de", "2014-04-01T09:59:00Z", "speech", "Rede", ""));
    }

    private static Label label(String id, String en, String fr, String nl, String de, String ar) {
        return new Label(id, Map.of("en", en, "fr", fr, "nl", nl, "de", de, "ar", ar));
    }
}
