/**
 * The words of a migration file: how constants are spelt, names matched, and mistakes recognised.
 */
package io.tributary.common.plan.words;
