/** Lets connector configurations name files that hold secrets instead of the secrets. */
package io.tributary.connect.secret;
