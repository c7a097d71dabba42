/** The newsroom's own settings: names, languages, kinds of posts, topics and navigation. */
package press.communique.core.site;
