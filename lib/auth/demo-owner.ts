/** Who owns a demo. Shown on its sign-in page: the password guards nothing there. */
export const demoOwner = { email: "demo@example.com", password: "holdfast-demo" };
