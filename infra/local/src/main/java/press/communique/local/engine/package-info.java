/** The engines beneath the functions: DynamoDB Local, S3Proxy and ElasticMQ, and the resources that the template wants in them. */
package press.communique.local.engine;
