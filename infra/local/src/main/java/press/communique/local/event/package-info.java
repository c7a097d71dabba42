/** EventBridge's default bus: rules of the template that match an event hand a part of it to a queue. */
package press.communique.local.event;
