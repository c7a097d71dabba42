package press.communique.core.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import press.communique.core.page.view.Figure;
import press.communique.core.post.Edition;
import press.communique.core.post.Released;
import press.communique.core.site.SiteSettings;

/** A post as search engines read it: {@code NewsArticle} of schema.org (https://schema.org/NewsArticle). */
final class Article {

    private Article() {}

    static Json of(String language, Released post, String description, SiteSettings site, Frames frames, Figure lead) {
        Edition edition = post.content().editions().get(language);
        SitePaths paths = new SitePaths(site);
        String address = frames.absolute(paths.post(post.addresses().get(language)));
        var article = new LinkedHashMap<String, Object>();
        article.put("@context", "https://schema.org");
        article.put("@type", "NewsArticle");
        article.put("headline", edition.title());
        article.put("description", description);
        article.put("inLanguage", language);
        article.put("url", address);
        article.put("mainEntityOfPage", address);
        article.put("datePublished", post.release().publishedAt().toString());
        article.put("dateModified", latest(post));
        article.put("image", List.of(frames.picture(lead)));
        article.put("articleSection", site.typeName(post.content().type(), language));
        article.put(
                "keywords",
                post.content().topics().stream()
                        .map(topic -> site.topicName(topic, language))
                        .toList());
        article.put(
                "author",
                post.content().authors().isEmpty()
                        ? organisation(language, site, frames, paths)
                        : post.content().authors().stream()
                                .map(name -> named("Person", name))
                                .toList());
        article.put("publisher", organisation(language, site, frames, paths));
        return Json.of(article);
    }

    private static String latest(Released post) {
        var released = post.release().releasedAt();
        var published = post.release().publishedAt();
        return (released.isAfter(published) ? released : published).toString();
    }

    private static Map<String, Object> organisation(
            String language, SiteSettings site, Frames frames, SitePaths paths) {
        Map<String, Object> organisation = named("Organization", site.name(language));
        organisation.put("url", frames.absolute(paths.home(language)));
        site.logo().ifPresent(logo -> organisation.put("logo", frames.absolute(logo.path())));
        return organisation;
    }

    private static Map<String, Object> named(String type, String name) {
        var thing = new LinkedHashMap<String, Object>();
        thing.put("@type", type);
        thing.put("name", name);
        return thing;
    }
}
