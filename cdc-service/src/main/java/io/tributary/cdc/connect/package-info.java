/**
 * Creates, supervises and removes the connectors of all sources through Kafka Connect's REST
 * interface.
 */
@NullMarked
package io.tributary.cdc.connect;

import org.jspecify.annotations.NullMarked;
