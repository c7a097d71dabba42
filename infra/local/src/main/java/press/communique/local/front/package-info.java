/** What stands in front: the HTTP API with its JWT authorizer, the CDN, and the pages about the local stack itself. */
package press.communique.local.front;
