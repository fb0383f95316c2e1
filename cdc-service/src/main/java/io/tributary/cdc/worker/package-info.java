/** Where the REST interface of Kafka Connect is, and who this service is there. */
@NullMarked
package io.tributary.cdc.worker;

import org.jspecify.annotations.NullMarked;
