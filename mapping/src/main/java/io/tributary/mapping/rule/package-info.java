/**
 * Conversions that follow from a rule of the migration file or from a column's type in the target.
 */
@NullMarked
package io.tributary.mapping.rule;

import org.jspecify.annotations.NullMarked;
