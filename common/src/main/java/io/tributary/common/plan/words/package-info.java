/**
 * The words of a migration file: how constants are spelt, names matched, and mistakes recognised.
 */
@NullMarked
package io.tributary.common.plan.words;

import org.jspecify.annotations.NullMarked;
