/**
 * Verifies a source for a cutover: what changed is compared before the fence, the rest behind it.
 */
package io.tributary.validator.fence;
