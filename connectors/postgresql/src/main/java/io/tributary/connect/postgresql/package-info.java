/**
 * A Kafka Connect source connector for PostgreSQL: Debezium's, made exact in its values and in the
 * places where it can be restarted.
 */
@NullMarked
package io.tributary.connect.postgresql;

import org.jspecify.annotations.NullMarked;
