/** Requests, replies, the route table and problem documents, as API Gateway's HTTP API brings and takes them. */
package press.communique.api.http;
