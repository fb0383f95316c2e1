/**
 * A Kafka Connect source connector for PostgreSQL: Debezium's, made exact in its values and in the
 * places where it can be restarted.
 */
package io.tributary.connect.postgresql;
