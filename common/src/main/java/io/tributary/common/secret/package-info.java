/** Secrets as references: where one is kept travels, what it is does not. */
package io.tributary.common.secret;
