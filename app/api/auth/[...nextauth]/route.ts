import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { answerError } from "#lib/api/answer";
import { readText } from "#lib/api/read-body";
import { authOptions } from "#lib/auth/auth-options";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  try {
    return await NextAuth(await bounded(request), context, await authOptions());
  } catch (error) {
    return answerError(error);
  }
}

/** next-auth reads whatever comes. */
async function bounded(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const { url, method, headers } = request;
  return new NextRequest(url, { method, headers, body: await readText(request) });
}

export { handle as GET, handle as POST };
