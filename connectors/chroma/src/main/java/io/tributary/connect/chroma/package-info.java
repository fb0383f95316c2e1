/**
 * A Kafka Connect source connector for directories that a Chroma server writes to: triggers log the
 * ids of changed records, and the connector reads the records and their vectors.
 */
@NullMarked
package io.tributary.connect.chroma;

import org.jspecify.annotations.NullMarked;
