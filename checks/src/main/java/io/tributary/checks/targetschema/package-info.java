/** Looks at the schemas of the target: what they hold, and what a migration would make there. */
@NullMarked
package io.tributary.checks.targetschema;

import org.jspecify.annotations.NullMarked;
