/**
 * Verifies a source for a cutover: what changed is compared before the fence, the rest behind it.
 */
@NullMarked
package io.tributary.validator.fence;

import org.jspecify.annotations.NullMarked;
