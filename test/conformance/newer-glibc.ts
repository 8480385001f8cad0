import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The release of Debian whose C library is borrowed: trixie has glibc 2.41. */
const RELEASE = "trixie";
const PACKAGES = ["libc6", "libstdc++6", "libgcc-s1"];

/**
 * The start of a command line that runs a program with the C library of a newer Debian: its loader, told where its libraries
 * are. Children of that program get the machine's own loader again. The packages come from the machine's own Debian mirror, are
 * checked against Debian's signatures, unpacked into `cache` and installed nowhere.
 */
export async function newerGlibc(cache: string): Promise<string[]> {
  const root = resolve(cache, RELEASE);
  if (!existsSync(root)) {
    const work = `${root}.partial`;
    await rm(work, { recursive: true, force: true });
    await download(work);
    await rename(join(work, "root"), root);
    await rm(work, { recursive: true, force: true });
  }
  const libraries = join(root, "usr/lib/x86_64-linux-gnu");
  return [join(libraries, "ld-linux-x86-64.so.2"), "--library-path", libraries];
}

/** Unpacks {@link PACKAGES} into `work`/root, under an apt configuration that shares nothing with the machine's but the mirror. */
async function download(work: string): Promise<void> {
  for (const folder of ["lists/partial", "archives/partial", "root"]) {
    await mkdir(join(work, folder), { recursive: true });
  }
  await writeFile(join(work, "status"), "");
  await writeFile(
    join(work, "debian.sources"),
    `Types: deb
URIs: ${debianMirror()}
Suites: ${RELEASE}
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`,
  );
  await writeFile(
    join(work, "apt.conf"),
    `Dir::Etc::SourceList "${work}/debian.sources";
Dir::Etc::SourceParts "-";
Dir::State::Status "${work}/status";
Dir::State::Lists "${work}/lists";
Dir::Cache "${work}";
APT::Sandbox::User "root";
`,
  );
  const apt = (...args: string[]) =>
    execFileSync("apt-get", ["-q", ...args], {
      cwd: work,
      env: { ...process.env, APT_CONFIG: join(work, "apt.conf") },
    });
  apt("update");
  apt("download", ...PACKAGES);
  for (const file of await readdir(work)) {
    if (file.endsWith(".deb")) {
      execFileSync("dpkg", ["-x", file, "root"], { cwd: work });
    }
  }
}

/** The mirror from which the machine itself takes Debian. */
function debianMirror(): string {
  const release = /^VERSION_CODENAME=(.+)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  const format = "$(RELEASE) $(REPO_URI)";
  const targets = execFileSync("apt-get", ["indextargets", "--no-release-info", "--format", format], {
    encoding: "utf8",
  });
  const mirror = targets
    .split("\n")
    .find((line) => line.startsWith(`${release} `))
    ?.split(" ")[1];
  if (mirror === undefined) {
    throw new Error(`found no apt source for Debian ${release}; run this on Debian, or with glibc 2.38 or newer`);
  }
  return mirror;
}
