/** The connection to the target, and what Tributary keeps there of a source's preparation. */
@NullMarked
package io.tributary.cdc.schema.state;

import org.jspecify.annotations.NullMarked;
