/** Makes Kafka Connect capture each source into its changes topic, and watches that it does. */
package io.tributary.cdc.capture;
