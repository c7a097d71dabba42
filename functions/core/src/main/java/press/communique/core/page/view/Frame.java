package press.communique.core.page.view;

import gg.jte.Content;
import java.util.List;
import press.communique.core.site.Logo;

/**
 * What stands around every page: head, masthead and footer.
 *
 * @param direction {@code ltr} or {@code rtl}
 * @param title of the window
 * @param heading what the page is about, for previews
 * @param name of the newsroom
 * @param tagline may be empty
 * @param description for search engines and previews; may be empty
 * @param canonical the page's own absolute address; null for a page that has none, such as an answer to a form
 * @param image absolute address of the picture that previews show; null for a page without a canonical address
 * @param imageText says what the picture shows; empty if it needs no words
 * @param data what programs read about the page; null if there is nothing to say
 * @param published the date that previews show, RFC 3339; null if the page is not a post
 * @param stamp what the file was made from; null for a page that is not a file
 * @param preview whether it shows what is not public, and has to say so
 * @param home whether this is the home page
 * @param logo stands before the name; null if there is none
 * @param languages links to the other languages; empty if there is only one
 * @param feed for the foot of the page
 * @param feeds that feed readers find by this page, the nearest first
 * @param pages links to standing pages, such as the legal notice
 * @param contact ways to reach the newsroom
 */
public record Frame(
        Words words,
        String language,
        String direction,
        String title,
        String heading,
        String name,
        String tagline,
        String description,
        String canonical,
        String image,
        String imageText,
        Content data,
        String published,
        String stamp,
        String stylesheet,
        Icons icons,
        boolean preview,
        boolean home,
        String homeHref,
        Logo logo,
        Anchor subscribe,
        List<Anchor> navigation,
        List<Anchor> languages,
        List<Alternate> alternates,
        Anchor feed,
        List<FeedLink> feeds,
        Anchor aboutFeeds,
        List<Anchor> pages,
        List<Anchor> contact) {}
