/** The keys by which a migration knows its own messages in the logs of its sources. */
@NullMarked
package io.tributary.cdc.seal;

import org.jspecify.annotations.NullMarked;
