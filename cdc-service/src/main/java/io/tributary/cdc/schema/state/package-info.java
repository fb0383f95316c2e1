/** The connection to the target, and what Tributary keeps there of a source's preparation. */
package io.tributary.cdc.schema.state;
