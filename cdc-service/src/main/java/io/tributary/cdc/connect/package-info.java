/**
 * Creates, supervises and removes the connectors of all sources through Kafka Connect's REST
 * interface.
 */
package io.tributary.cdc.connect;
