/** Tables that were in the target before: taken in with their rows and rights, and put back. */
@NullMarked
package io.tributary.cdc.schema.existing;

import org.jspecify.annotations.NullMarked;
