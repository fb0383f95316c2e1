/** Makes a migration file out of what sources and target hold. */
@NullMarked
package io.tributary.local.init;

import org.jspecify.annotations.NullMarked;
