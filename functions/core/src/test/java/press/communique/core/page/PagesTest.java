package press.communique.core.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.audience.Frequency;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.post.Edition;
import press.communique.core.post.Link;
import press.communique.core.post.Released;
import press.communique.core.problem.Problem;
import press.communique.core.text.SafeHtml;

/** Pages as a reader meets them. */
class PagesTest {

    private final Pages pages = new Pages(Samples.site(), Samples.URL);

    private Document post(Released post, String language) {
        return Jsoup.parse(pages.post(language, post, Samples.body(post, language), Samples.STAMP));
    }

    private Document post(String title, String summary, String body) {
        return post(Samples.post(title, summary, body), "en");
    }

    private Document home(Home home) {
        return Jsoup.parse(pages.home("en", home, Samples.STAMP));
    }

    @Test
    void aPostSaysKindDateHeadlineStandfirstTextInThatOrder() {
        Document page = post("An agreement", "Four parties agree.", "They met in Geneva.");
        assertThat(page.select("main article").text())
                .isEqualTo("22 April 2014 Press release An agreement Four parties agree. They met in Geneva.");
        assertThat(page.selectFirst("article time").attr("datetime")).isEqualTo("2014-04-22");
        assertThat(page.selectFirst("article a.kind").attr("href")).isEqualTo("/type/press-release/");
        assertThat(page.title()).isEqualTo("An agreement – Ministry of Foreign Affairs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Four agree.      | Four agree.                       | 1",
                "Four agree…      | Four agree on a text.\\n\\nLater.   | 1",
                "Four   agree     | Four agree                        | 1",
                "Four agree.      | Five agree.                       | 2",
                "Four agree.      | ''                                | 1",
                "''               | Four agree.                       | 1",
                "''               | ''                                | 0",
            })
    void aSummaryThatTheTextRepeatsIsShownOnce(String summary, String body, int paragraphs) {
        Document page = post("Title", summary, body.replace("\\n", "\n"));
        assertThat(page.select("p.standfirst, .prose > p:first-child")).hasSize(paragraphs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</title><script>alert(1)</script>",
                "' onmouseover='alert(1)",
                "{{7*7}} ${7*7} <!-- ",
                "&lt;b&gt; &amp; <b>",
                "\u202ereversed"
            })
    void hostileTitlesAreWordsAndNothingElse(String hostile) {
        Released post = Samples.post(hostile, hostile + " s", "body");
        Document page = post(post, "en");
        assertThat(page.selectFirst("h1").text())
                .isEqualTo(Jsoup.parse("<p></p>").selectFirst("p").text(hostile).text());
        assertThat(page.title()).startsWith(page.selectFirst("h1").text());
        assertThat(page.selectFirst("meta[name=description]").attr("content")).isEqualTo(hostile + " s");
        assertThat(page.select("script:not([type=application/ld+json]), img, [onerror], [onmouseover], b"))
                .isEmpty();
        assertThat(page.select("script")).hasSize(1);
        Document front = home(new Home(
                Optional.of(new Home.Featured(Samples.entry(post, "en"), SafeHtml.EMPTY, List.of())),
                List.of(Samples.entry("en", "2014-04-01T00:00:00Z", hostile, hostile, hostile))));
        assertThat(front.select("script, img, [onerror], [onmouseover], b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " JaVaScRiPt:alert(1)",
                "java\nscript:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "vbscript:x",
                "//evil.example/",
                "/\\evil.example/",
                "https:\\\\evil.example",
                "ftp://files.example/",
                "relative/path",
                ""
            })
    void addressesThatAreNotFitToFollowAreLeftOut(String url) {
        var editions = new TreeMap<String, Edition>();
        editions.put("en", Samples.edition("Title", "", ""));
        Released post = Samples.released(
                "speech",
                List.of(),
                List.of(),
                editions,
                List.of(new Link(Map.of("en", "Click"), url)),
                "2014-04-22T09:59:00Z");
        assertThat(post(post, "en").select("a:contains(Click)")).isEmpty();
    }

    @Test
    void linksThatLeadAwaySaySo() {
        Document page = post(Samples.conference(), "en");
        Element away = page.selectFirst(".side a[href^=https://www.prevention.example]");
        assertThat(away.attr("rel")).isEqualTo("external");
        assertThat(away.text()).isEqualTo("Read more on the conference’s own site (leads to another site)");
        assertThat(page.selectFirst(".side a[href^=/news/2014/03/]").hasAttr("rel"))
                .isFalse();
        assertThat(page.selectFirst(".prose a[href*=un.example]").text())
                .isEqualTo("office of the special adviser (leads to another site)");
        assertThat(page.selectFirst(".menu a[href*=films.example]").text()).isEqualTo("Films (leads to another site)");
        assertThat(post(Samples.conference(), "ar")
                        .selectFirst(".menu a[href*=films.example]")
                        .text())
                .isEqualTo("أفلام (يؤدي إلى موقع آخر)");
    }

    @Test
    void noLinkIsWithoutText() {
        var editions = new TreeMap<String, Edition>();
        editions.put("en", Samples.edition("Title", "", ""));
        Released post = Samples.released(
                "speech",
                List.of(),
                List.of(),
                editions,
                List.of(new Link(Map.of(), "https://www.example.com/")),
                "2014-04-22T09:59:00Z");
        Document page = post(post, "en");
        assertThat(page.select("a")).allSatisfy(link -> assertThat(link.text()).isNotBlank());
        assertThat(page.select("a[href=https://www.example.com/]").text()).startsWith("www.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "en, ltr, 2 April 2014",
        "fr, ltr, 2 avril 2014",
        "de, ltr, 2. April 2014",
        "ar, rtl, 2 أبريل 2014",
    })
    void everyEditionSpeaksItsLanguage(String language, String direction, String date) {
        Document page = post(Samples.conference(), language);
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo(language);
        assertThat(page.selectFirst("html").attr("dir")).isEqualTo(direction);
        assertThat(page.selectFirst("article time").text()).isEqualTo(date);
        assertThat(page.select("link[rel=alternate][hreflang]").eachAttr("hreflang"))
                .containsExactly("ar", "de", "en", "fr", "x-default");
        assertThat(page.select("link[hreflang=x-default]").attr("href"))
                .isEqualTo(page.select("link[hreflang=en]").attr("href"))
                .startsWith("https://news.example.org/news/2014/04/can-");
        assertThat(page.select("link[rel=canonical]").attr("href"))
                .isEqualTo(page.select("link[hreflang=" + language + "]").attr("href"))
                .matches("[!-~]+");
    }

    @Test
    void theLanguageSwitcherLeadsToTheSamePostOrElseHome() {
        Document page = post(Samples.conference(), "en");
        assertThat(page.select(".languages a").eachText())
                .containsExactly("English", "Français", "Nederlands", "Deutsch", "العربية");
        assertThat(page.selectFirst(".languages a[lang=fr]").attr("href")).startsWith("/fr/news/2014/04/peut-on");
        assertThat(page.selectFirst(".languages a[lang=nl]").attr("href")).isEqualTo("/nl/");
        assertThat(page.selectFirst(".languages a[aria-current]").text()).isEqualTo("English");
    }

    @Test
    void aSiteInOneLanguageHasNoSwitcher() {
        Released post = Samples.post("Title", "", "");
        String html = new Pages(Samples.site("en"), Samples.URL).post("en", post, SafeHtml.EMPTY, Samples.STAMP);
        assertThat(Jsoup.parse(html).select(".languages, [hreflang]")).isEmpty();
    }

    @Test
    void aLanguageWithoutTextsOfItsOwnKeepsItsDirectionAndDates() {
        var site = Samples.site("en", "he");
        String html = new Pages(site, Samples.URL).home("he", new Home(Optional.empty(), List.of()), Samples.STAMP);
        Document page = Jsoup.parse(html);
        assertThat(page.selectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(page.selectFirst(".heading").text()).isEqualTo("Latest news");
    }

    @Test
    void aSpeechWithoutATextStillSaysWhatItIs() {
        Document page = post(Samples.post("speech", List.of("human-rights"), "At the memorial", "", ""), "en");
        assertThat(page.selectFirst("main article").text()).isEqualTo("22 April 2014 Speech At the memorial");
        assertThat(page.select(".prose, .standfirst")).isEmpty();
        assertThat(page.select(".after a").eachText())
                .containsExactly("Human rights", "Human rights: news by email", "Receive our news by email");
    }

    @Test
    void aWithdrawnPostSaysByWhomWhenAndWhyAndNothingElse() {
        Released post = Samples.withdrawn(
                Samples.post("Secret title", "Secret summary", "Secret body"),
                Map.of("en", "It named a <b>person</b>."));
        Document page = post(post, "en");
        assertThat(page.selectFirst("main").text())
                .isEqualTo("This text has been withdrawn Withdrawn by Ministry of Foreign Affairs Date 25 April 2014"
                        + " Reason It named a <b>person</b>.");
        assertThat(page.html()).doesNotContain("Secret").doesNotContain("editor-7");
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
    }

    @Test
    void everyFileCarriesItsStampAndTheSameValuesGiveTheSameBytes() {
        var featured =
                Optional.of(new Home.Featured(Samples.entry(Samples.conference(), "en"), SafeHtml.EMPTY, List.of()));
        var home = new Home(featured, Samples.news(), List.of("speech"), List.of("ukraine"));
        var list = ListPage.latest(ListKey.news("en"), Samples.news(), List.of(YearMonth.of(2014, 4)));
        Released post = Samples.conference();
        for (int round = 0; round < 2; round++) {
            Pages again = new Pages(Samples.site(), Samples.URL);
            assertThat(List.of(
                            again.home("en", home, Samples.STAMP),
                            again.post("en", post, Samples.body(post, "en"), Samples.STAMP),
                            again.post("en", Samples.withdrawn(post, Map.of()), SafeHtml.EMPTY, Samples.STAMP),
                            again.list(list, Samples.STAMP),
                            again.notFound("en", Samples.STAMP),
                            again.subscribe("en", Samples.STAMP),
                            again.notice("en", Notice.CHECK_YOUR_MAIL, Samples.STAMP)))
                    .allSatisfy(html -> assertThat(Jsoup.parse(html)
                                    .select("meta[name=communique-stamp]")
                                    .attr("content"))
                            .isEqualTo("r1.s3.c7"))
                    .containsExactly(
                            pages.home("en", home, Samples.STAMP),
                            pages.post("en", post, Samples.body(post, "en"), Samples.STAMP),
                            pages.post("en", Samples.withdrawn(post, Map.of()), SafeHtml.EMPTY, Samples.STAMP),
                            pages.list(list, Samples.STAMP),
                            pages.notFound("en", Samples.STAMP),
                            pages.subscribe("en", Samples.STAMP),
                            pages.notice("en", Notice.CHECK_YOUR_MAIL, Samples.STAMP));
        }
    }

    @Test
    void theHomePageShowsTheFeaturedPostOnceAndTheLatestNewsInRows() {
        Released conference = Samples.conference();
        var entry = Samples.entry(conference, "en");
        var home = new Home(
                Optional.of(new Home.Featured(
                        entry,
                        Samples.TEXT.render("Two days."),
                        conference.content().links().subList(0, 1))),
                List.of(Samples.news().get(0), entry, Samples.news().get(1)),
                List.of("speech"),
                List.of("great-lakes", "ukraine"));
        Document page = home(home);
        assertThat(page.selectFirst("h1").text()).isEqualTo("Ministry of Foreign Affairs");
        assertThat(page.select(".featured h2").text()).startsWith("Can genocide be prevented?");
        assertThat(page.select(".featured .onward a").attr("rel")).isEqualTo("external");
        assertThat(page.select(".row")).hasSize(2);
        assertThat(page.selectFirst(".row").text())
                .startsWith("22 Apr 2014 News item Jane Goodall comes to Brussels on 7 May The primatologist");
        assertThat(page.selectFirst(".row a").attr("href"))
                .isEqualTo("/news/2014/04/jane-goodall-comes-to-brussels-on-7-may/");
        assertThat(page.select("main a[href^=/topic/], main a[href^=/type/]").eachText())
                .containsExactly("Great Lakes region", "Ukraine", "Speech");
        assertThat(page.select("link[type=application/rss+xml]").attr("href")).isEqualTo("/feeds/news.rss");
    }

    @Test
    void anEmptyNewsroomSaysThatNothingIsThere() {
        assertThat(home(new Home(Optional.empty(), List.of()))
                        .selectFirst(".latest")
                        .text())
                .contains("Nothing has been published here yet.");
    }

    @Test
    void aNewsroomWhoseOnlyPostStandsOnTopDoesNotSayThatNothingIsThere() {
        var entry = Samples.entry(Samples.conference(), "en");
        var featured = new Home.Featured(entry, Samples.TEXT.render("Two days."), List.of());
        assertThat(home(new Home(Optional.of(featured), List.of(entry)))
                        .selectFirst(".latest")
                        .text())
                .isEqualTo("All news");
    }

    @Test
    void listsArePartedByMonthAndLeadToTheirArchives() {
        var months = List.of(YearMonth.of(2013, 12), YearMonth.of(2014, 4), YearMonth.of(2014, 3));
        Document page = Jsoup.parse(
                pages.list(ListPage.latest(ListKey.topic("fr", "great-lakes"), Samples.news(), months), Samples.STAMP));
        assertThat(page.selectFirst("h1").text()).isEqualTo("Région des Grands Lacs");
        assertThat(page.select(".month h2").eachText()).containsExactly("avril 2014", "mars 2014", "décembre 2013");
        assertThat(page.select(".years dt a").eachAttr("href"))
                .containsExactly("/fr/topic/great-lakes/2014/", "/fr/topic/great-lakes/2013/");
        assertThat(page.select(".years dd a").eachAttr("href"))
                .containsExactly(
                        "/fr/topic/great-lakes/2014/04/",
                        "/fr/topic/great-lakes/2014/03/",
                        "/fr/topic/great-lakes/2013/12/");
        assertThat(page.select("#subscribe input[name=topics]").attr("value")).isEqualTo("great-lakes");
        Document archive = Jsoup.parse(pages.list(
                ListPage.of(
                        YearMonth.of(2014, 4),
                        ListKey.news("en"),
                        Samples.news().subList(0, 8),
                        months),
                Samples.STAMP));
        assertThat(archive.selectFirst("h1").text()).isEqualTo("All news, April 2014");
        assertThat(archive.select("link[rel=canonical]").attr("href"))
                .isEqualTo("https://news.example.org/news/2014/04/");
        assertThat(archive.select(".years a[aria-current]").eachText()).containsExactly("April");
    }

    @Test
    void aPartOfAMonthLeadsToTheNextTheOneBeforeAndItsYear() {
        Document second = Jsoup.parse(pages.list(
                ListPage.of(new Part(YearMonth.of(2014, 4), 2), ListKey.news("en"), Samples.news(), true),
                Samples.STAMP));
        assertThat(second.selectFirst("h1").text()).isEqualTo("All news, April 2014, part 2");
        assertThat(second.select("link[rel=canonical]").attr("href"))
                .isEqualTo("https://news.example.org/news/2014/04/_2/");
        assertThat(second.select(".after a").eachAttr("href"))
                .containsExactly("/news/2014/04/_3/", "/news/2014/04/", "/news/2014/", "/news/");
    }

    @Test
    void feedsOfTheListAndOfAllNewsAreFoundInThreeForms() {
        Document page = Jsoup.parse(
                pages.list(ListPage.latest(ListKey.topic("fr", "ukraine"), List.of(), List.of()), Samples.STAMP));
        assertThat(page.select("link[rel=alternate][type]").eachAttr("href"))
                .containsExactly(
                        "/fr/feeds/topic/ukraine.rss",
                        "/fr/feeds/topic/ukraine.atom",
                        "/fr/feeds/topic/ukraine.json",
                        "/fr/feeds/news.rss",
                        "/fr/feeds/news.atom",
                        "/fr/feeds/news.json");
        assertThat(page.select(".foot a").eachAttr("href")).contains("/fr/feeds/");
    }

    @Test
    void thePageAboutFeedsShowsAddressesToCopy() {
        Document page = Jsoup.parse(pages.feeds("ar", Samples.STAMP));
        assertThat(page.select("code").eachText())
                .containsExactly(
                        "https://news.example.org/ar/feeds/news.rss",
                        "https://news.example.org/ar/feeds/news.atom",
                        "https://news.example.org/ar/feeds/news.json");
    }

    @Test
    void slugsOfAnyScriptArePercentEncodedInLinks() {
        Document page = Jsoup.parse(
                pages.list(ListPage.latest(ListKey.news("ar"), Samples.arabicNews(), List.of()), Samples.STAMP));
        String href = page.selectFirst(".row a").attr("href");
        assertThat(href).matches("/ar/news/2014/04/[A-Za-z0-9%-]+/");
        assertThat(URI.create(href).getPath()).contains("غودال");
    }

    @Test
    void theFormTellsEachProblemFirstAndBesideItsField() {
        var form = new SubscribeForm(
                "<jane>\"",
                Frequency.DAILY,
                List.of("fr", "en"),
                List.of("speech"),
                List.of(),
                List.of(new Problem("/email", "invalid", "x"), new Problem("/surprise", "unknown", "y")));
        Document page = Jsoup.parse(pages.subscribe("en", form));
        assertThat(page.title()).startsWith("Error: ");
        assertThat(page.selectFirst("main [role=alert]").hasAttr("tabindex")).isTrue();
        assertThat(page.select("[role=alert] a[href=#email]").text())
                .isEqualTo("Enter an email address such as name@example.org.");
        assertThat(page.select("[role=alert] li")).hasSize(2);
        Element email = page.selectFirst("input[name=email]");
        assertThat(email.attr("value")).isEqualTo("<jane>\"");
        assertThat(email.attr("aria-invalid")).isEqualTo("true");
        assertThat(email.attr("aria-describedby").split(" "))
                .allSatisfy(id -> assertThat(page.getElementById(id)).isNotNull());
        assertThat(page.select("select[name=languages] option[selected]").eachAttr("value"))
                .containsExactly("fr", "en", "");
        assertThat(page.select("input[name=types][checked]").eachAttr("value")).containsExactly("speech");
        assertThat(page.select("label[for]").eachAttr("for"))
                .allSatisfy(id -> assertThat(page.getElementById(id)).isNotNull());
    }

    @Test
    void theEmptyFormIsInThePagesLanguageAndPostsWhatTheApiReads() {
        Document page = Jsoup.parse(pages.subscribe("fr", Samples.STAMP));
        Element form = page.selectFirst("main form");
        assertThat(form.attr("action")).isEqualTo("/subscriptions");
        assertThat(form.attr("method")).isEqualTo("post");
        assertThat(page.select("[role=alert]")).isEmpty();
        assertThat(page.select("input[name=language]").attr("value")).isEqualTo("fr");
        assertThat(page.select("input[name=frequency][checked]").eachAttr("value"))
                .containsExactly("immediate");
        assertThat(page.select("select[name=languages] option[selected]")
                        .first()
                        .attr("value"))
                .isEqualTo("fr");
        Document alone = Jsoup.parse(new Pages(Samples.site("en"), Samples.URL).subscribe("en", Samples.STAMP));
        assertThat(alone.select("input[type=hidden][name=languages]").attr("value"))
                .isEqualTo("en");
    }

    @ParameterizedTest
    @EnumSource
    void everyNoticeIsInEveryLanguageAndThoseThatAskHaveAButton(Notice notice) {
        boolean button = notice.asks();
        for (String language : Bundles.LANGUAGES) {
            Document page =
                    Jsoup.parse(button ? pages.notice(language, notice, "a+b&c") : pages.notice(language, notice));
            assertThat(page.selectFirst("h1").text()).isNotBlank();
            assertThat(page.select("main form[method=post] button")).hasSize(button ? 1 : 0);
            assertThat(page.select("meta[name=referrer]").attr("content")).isEqualTo("no-referrer");
            if (button) {
                assertThat(page.selectFirst("main form").attr("action")).endsWith(notice.word() + "?token=a%2Bb%26c");
            }
        }
        assertThatThrownBy(() -> {
                    if (button) {
                        pages.notice("en", notice);
                    } else {
                        pages.notice("en", notice, "token");
                    }
                })
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLanguageThatTheNewsroomDoesNotHaveGivesWayToItsDefault() {
        assertThat(Jsoup.parse(pages.notice("../../etc", Notice.CONFIRMED))
                        .selectFirst("html")
                        .attr("lang"))
                .isEqualTo("en");
        assertThat(Jsoup.parse(pages.subscribe("pt", SubscribeForm.empty()))
                        .selectFirst("html")
                        .attr("lang"))
                .isEqualTo("en");
    }

    @Test
    void whatIsNotThereIsSaidInTheReadersLanguage() {
        Document page = Jsoup.parse(pages.notFound("nl", Samples.STAMP));
        assertThat(page.selectFirst("h1").text()).isEqualTo("Deze pagina bestaat niet");
        assertThat(page.selectFirst("main a").attr("href")).isEqualTo("/nl/");
    }
}
