/** What the services have in common as clients of Kafka: credentials and topics. */
@NullMarked
package io.tributary.kafka;

import org.jspecify.annotations.NullMarked;
