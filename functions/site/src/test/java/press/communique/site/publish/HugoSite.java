package press.communique.site.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import press.communique.core.post.Address;

/**
 * The same posts as a site for Hugo: the same addresses, a page each, lists by section and topic in pages of 100, home
 * page, feeds with the full text of 20 posts, sitemap. Plainer than our pages, so that Hugo has the less to do.
 */
final class HugoSite {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONFIG = """
            baseURL = "https://www.example.org/"
            languageCode = "en"
            title = "Ministry of Figures"
            paginate = 100
            enableRobotsTXT = true
            [taxonomies]
              topic = "topic"
              kind = "kind"
            [services.rss]
              limit = 20
            [markup.goldmark.renderer]
              unsafe = true
            [markup.highlight]
              codeFences = false
            """;

    private static final Map<String, String> LAYOUTS =
            Map.of("baseof.html", """
            <!DOCTYPE html>
            <html lang="en" dir="ltr"><head><meta charset="utf-8"><title>{{ .Title }} – {{ .Site.Title }}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="canonical" href="{{ .Permalink }}"><meta property="og:title" content="{{ .Title }}">
            <meta property="og:url" content="{{ .Permalink }}"><link rel="stylesheet" href="/site.css">
            <link rel="alternate" type="application/rss+xml" href="/index.xml"></head>
            <body><header><a href="/">{{ .Site.Title }}</a><nav><a href="/news/">News</a></nav></header>
            <main>{{ block "main" . }}{{ end }}</main>
            <footer><a href="/index.xml">RSS</a></footer></body></html>
            """, "single.html", """
            {{ define "main" }}<article><h1>{{ .Title }}</h1>
            <p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
            {{ range .Params.authors }}<span>{{ . }}</span> {{ end }}</p>
            {{ .Content }}
            <ul>{{ range .Params.topic }}<li><a href="/topic/{{ . }}/">{{ . }}</a></li>{{ end }}</ul>
            </article>{{ end }}
            """, "list.html", """
            {{ define "main" }}<h1>{{ .Title }}</h1>{{ $pages := .Paginate .Pages }}
            {{ range $pages.Pages }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
            <p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></p>{{ end }}
            {{ if $pages.HasNext }}<a href="{{ $pages.Next.URL }}">Older</a>{{ end }}{{ end }}
            """, "rss.xml", """
            {{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
            <title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
            {{ range first 20 .RegularPages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link>
            <pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><guid>{{ .Permalink }}</guid>
            <content:encoded>{{ .Content | html }}</content:encoded></item>{{ end }}</channel></rss>
            """);

    private final Path folder;
    private int posts;

    HugoSite(Path folder) throws IOException {
        this.folder = folder;
        Path layouts = Files.createDirectories(folder.resolve("layouts/_default"));
        for (Map.Entry<String, String> layout : LAYOUTS.entrySet()) {
            Files.writeString(layouts.resolve(layout.getKey()), layout.getValue());
        }
        Files.writeString(folder.resolve("config.toml"), CONFIG);
        Files.createDirectories(folder.resolve("content/news"));
    }

    void add(Corpus.Entry post, Address address) throws IOException {
        ObjectNode front = JSON.createObjectNode()
                .put("title", post.title())
                .put("date", post.publishedAt().toString())
                .put("url", "/news/" + address.month().toString().replace('-', '/') + "/" + address.slug() + "/");
        front.putArray("topic").add(post.section());
        front.putArray("kind").add("news-item");
        post.authors().forEach(front.withArray("authors")::add);
        // Hugo's own marks in a text that is about them.
        String body = post.body().replace("{{<", "{{ <").replace("{{%", "{{ %");
        Files.writeString(
                folder.resolve("content/news/" + posts++ + ".md"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(front) + "\n\n" + body);
    }
}
