/** What {@code template.yaml} says, read into plain records: tables, buckets, queues, functions and what wakes them. */
package press.communique.local.template;
