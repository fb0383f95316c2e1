/** Secrets as references: where one is kept travels, what it is does not. */
@NullMarked
package io.tributary.common.secret;

import org.jspecify.annotations.NullMarked;
